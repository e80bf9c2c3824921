/* helper.pml: one JVM. Virtual thread V asks the platform thread H to claim for it, CLAIMS times, and may be interrupted, or struck by an Error at any step.
 * B = another thread, G = another process, permit = the in-JVM permit, which belongs to a stamp: 0 free, else V's claim or B; giving back a stamp
 * that does not have it does nothing. The rule under attack: a word that names this JVM belongs to whoever has the permit; the next
 * one frees it as the leak of an Error. So the permit must not go back while H may still claim, and somebody must give it back.
 *   V: permit; mark the claim as H's; start H; wait. The answer is there: the claim is V's again. Interrupted: WAITING -> CANCELLED by compare-and-set, and
 *      V leaves without the permit. Struck: the same; a second Error may come before that compare-and-set. Whatever happened, at the end V says that it is gone (a volatile
 *      store, which no want of stack can stop), and gives the permit back unless the claim is H's and H has no answer yet.
 *   H: IDLE -> WAITING by compare-and-set, or nobody wants it; claim; WAITING -> DONE by compare-and-set, or it was cancelled: release, permit back.
 *      After DONE, if V is gone: permit back. A hold that V did not take is a leak, which the next claim frees.
 *   Starting H may fail, or fail only after H has started: V then tries IDLE -> CANCELLED, after which H does nothing.
 * Mutants:
 *   -DVPERMIT   who gives up returns the permit
 *   -DLATEMARK  the claim is marked as H's only after WAITING -> CANCELLED: an Error between the two gives the permit back while H may still claim
 *   -DNOGONE    V does not say that it is gone: an Error in the middle of giving up loses the permit
 *   -DNOIDLE    H does not ask whether it is still wanted when it starts */
#ifndef CLAIMS
#define CLAIMS 2
#endif
#ifndef THROWS
#define THROWS 2
#endif
#define JVM 5
#define OTHER 7
#define B_STAMP 9
mtype = { IDLE, WAITING, DONE, CANCELLED };
byte v=1, own=0, permit=0, throws=THROWS, inside=0, running=2;
mtype st[CLAIMS+1]=IDLE;
bool started[CLAIMS+1], helpers[CLAIMS+1], gone[CLAIMS+1];

#define strike(label) if :: skip :: atomic { throws>0 -> throws--; goto label } fi
inline enter(p) { own=p; v=0; inside++; assert(inside<=1) }
inline permitBack(k) { atomic { if :: permit==k -> permit=0 :: else -> skip fi } }
inline freeIfOurs() { atomic { if :: own==JVM -> own=0; v=1 :: else -> skip fi } }

proctype H(byte k) { bool ok;
  started[k];
#ifdef NOIDLE
  st[k]=WAITING;
#else
  if :: atomic { st[k]==IDLE -> st[k]=WAITING } :: st[k]!=IDLE -> goto out fi;
#endif
  do
  :: atomic { own==0 && v>0 -> own=JVM; v=0 }; ok=1; break
  :: atomic { own==JVM -> own=0; v=1 }                            /* a leak: the permit is this claim's */
  :: st[k]==CANCELLED -> break
  :: own==OTHER -> break                                          /* time is up */
  od;
  if
  :: atomic { st[k]==WAITING -> st[k]=DONE };
#ifndef NOGONE
     if :: gone[k] -> permitBack(k) :: else -> skip fi
#endif
  :: st[k]!=WAITING -> if :: ok -> freeIfOurs() :: else -> skip fi; permitBack(k)
  fi;
out: running--
}

proctype V() { byte k;
  do
  :: k<CLAIMS -> k++;
     atomic { permit==0 -> permit=k };
     strike(leaves);
#ifndef LATEMARK
     helpers[k]=1;
#endif
     atomic { running++; run H(k) };
     if :: started[k]=1 :: skip fi;                               /* an Error out of the start, before or after it */
     if :: !started[k] -> goto notStarted :: atomic { started[k] && throws>0 -> throws--; goto notStarted } :: started[k] -> skip fi;
     /* park until there is an answer, an interrupt or an Error */
     if
     :: st[k]==DONE ->
        helpers[k]=0;
        strike(leaves);
        if
        :: atomic { own==JVM -> inside++; assert(inside<=1) };
           atomic { inside--; own=0; v=1 }                         /* claim and release, java.pml has the details */
        :: own!=JVM -> skip
        fi;
        goto leaves
     :: skip
     :: atomic { throws>0 -> throws--; goto struck }
     fi;
     goto givesUp;
notStarted:
     started[k]=1;                                                /* perhaps */
     if :: atomic { st[k]==IDLE -> st[k]=CANCELLED }; helpers[k]=0; goto leaves :: st[k]!=IDLE -> skip fi;
struck:
     strike(leaves);
givesUp:
     if
     :: atomic { st[k]==IDLE -> st[k]=CANCELLED }; helpers[k]=0
     :: atomic { st[k]==WAITING -> st[k]=CANCELLED };
#ifdef LATEMARK
        strike(leaves);
        helpers[k]=1;
#endif
#ifdef VPERMIT
        permitBack(k)
#endif
     :: st[k]==DONE -> helpers[k]=0
     fi;
leaves:
#ifdef NOGONE
     if :: !helpers[k] -> permitBack(k) :: else -> skip fi
#else
     gone[k]=1;
     if :: !helpers[k] || st[k]==DONE -> permitBack(k) :: else -> skip fi
#endif
  :: else -> break
  od;
  running--
}
active proctype B() {
  atomic { permit==0 -> permit=B_STAMP };
  do
  :: atomic { own==0 && v>0 -> enter(JVM) }; break
  :: atomic { own==JVM -> own=0; v=1 }                             /* a leak */
  od;
  atomic { inside--; if :: own==JVM -> own=0; v=1 :: else -> skip fi };
  permitBack(B_STAMP);
  running--
}
active proctype G() {
end: do :: atomic { own==0 && v>0 -> enter(OTHER) }; atomic { inside--; own=0; v=1 } od }
init { run V(); running==0; assert(permit==0) }
