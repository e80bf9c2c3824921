/* helper.pml: one JVM. Virtual thread V asks helper H to claim for it, and may time out or be interrupted. B = another thread, G = another
 * process, mtx = the in-JVM permit. The rule under attack: a word that names this JVM belongs to whoever has the permit.
 * Default: V returns the permit when it is cancelled; that must fail. -DHOWNS: the permit stays with H until H has finished. */
byte v=1, own=0, mtx=0; bool req, cancel, done, incV, incB, incG;
#define CHK assert(incV+incB+incG<=1)
active proctype V() {
 do :: atomic { mtx==0 -> mtx=1 }; cancel=0; done=0; req=1;
    if :: done -> atomic { incV=1; CHK }; atomic { incV=0; if :: own==5 -> own=0; v=1 :: else fi }; mtx=0
       :: cancel=1;                       /* interrupted or time-out */
#ifdef HOWNS
          (!req);                         /* helper gives the permit back, or it had succeeded before it saw the cancel */
          if :: done -> atomic { if :: own==5 -> own=0; v=1 :: else fi }; mtx=0 :: else -> skip fi
#else
          mtx=0
#endif
    fi;
    (!req) od }
active proctype H() { bool ok;
 do :: req -> ok=0;
    do :: cancel -> break
       :: atomic { own==0 && v>0 -> own=5; v=0; ok=1 }; break
       :: atomic { own==5 -> ok=1 }; break              /* adopt */
    od;
    if :: ok && !cancel -> done=1; req=0
       :: ok && cancel -> atomic { if :: own==5 -> own=0; v=1 :: else fi };      /* caller is gone: release */
#ifdef HOWNS
          mtx=0;
#endif
          req=0
       :: !ok ->
#ifdef HOWNS
          mtx=0;
#endif
          req=0
    fi od }
active proctype B() {
 do :: atomic { mtx==0 -> mtx=2 };
    do :: atomic { own==0 && v>0 -> own=5; v=0; incB=1; CHK }; break
       :: atomic { own==5 -> incB=1; CHK }; break       /* adopt */
    od;
    atomic { incB=0; if :: own==5 -> own=0; v=1 :: else fi }; mtx=0 od }
active proctype G() { do :: atomic { own==0 && v>0 -> own=7; v=0; incG=1; CHK }; atomic { incG=0; own=0; v=1 } od }
