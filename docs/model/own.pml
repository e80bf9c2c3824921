/* own.pml: the protocol's core. One 64-bit word D = {v: value, n: waiters, own: owner slot}, so every compare-and-swap is ONE atomic step.
 * slotLock[s] = the kernel's lock on the byte of slot s (0 free, else the process); the kernel drops it some time AFTER death.
 * Processes: J1, J2 keep the rules and may be killed before any statement; F3 knows only sem_wait and sem_post; takeovers come at once.
 *   -DCRASHES=n   how many kills (default 2)                    -DF2      a second foreign process
 *   -DFORCE       one forced release from outside                -DSTRAY   a foreign posts twice without holding, at any time
 *   -DHEAL        one more claim, with -DFORCE or -DSTRAY: the first claim or release with nobody else inside ends every after-effect
 *   -DPYFORCE     a foreign posts the hold of a DEAD process     -DQUARANTINE  a dead hold is watched before it is taken over
 *   -DNOSLOTLOCK  mutant: recovery only asks whether the byte is locked and does not lock it
 * Ghosts: incs[] is set and cleared in the same step as the compare-and-swap that claims or releases: the strongest notion of holder.
 * Without switches that let strangers post: never two holders, value never above 1. With them: never two holders that keep the rules. */
#ifndef CRASHES
#define CRASHES 2
#endif
byte v=1, own=0, n=0;
byte slotLock[4];
bool incs[5], sleeping[5], crashReq[3];
byte budget=CRASHES;
bool forced=false, cliforced=false;
byte postsSinceDeath=0;    /* ghost, PYFORCE+QUARANTINE only */
#define HOLD (incs[1]+incs[2]+incs[3]+incs[4])
#define SAFE (HOLD<=1)

inline enter(p) { incs[p]=1; assert(forced || HOLD<=1); assert(p>2 || cliforced || incs[1]+incs[2]<=1) }
#ifdef HEAL   /* claim: the first java acquire or release with nobody else inside ends every after-effect of a force */
#define HEALED if :: HOLD==0 && quiet -> forced=0 :: else -> skip fi
#ifdef STRAY
bool quiet=0;      /* set when the last stray post has been made */
#else
bool quiet=1;
#endif
#else
#define HEALED skip
#endif
inline wake1() {            /* FUTEX_WAKE(1): any one sleeper */
  atomic { if :: sleeping[1]->sleeping[1]=0 :: sleeping[2]->sleeping[2]=0
              :: sleeping[3]->sleeping[3]=0 :: sleeping[4]->sleeping[4]=0
              :: (!sleeping[1]&&!sleeping[2]&&!sleeping[3]&&!sleeping[4]) -> skip fi } }

proctype J(byte me) {
  byte my, lv, lo; bool reg, got, w, mine;
start:
 {
   /* claim a slot; a slot still named as owner is a dead predecessor's hold: leave it to recovery */
   my=0;
   do   /* deterministic scan, as in the code */
   :: my = (my%3)+1;
      atomic { if :: slotLock[my]==0 -> slotLock[my]=me; got=1 :: else -> got=0 fi };
      if :: got && own!=my -> got=0; break
         :: got && own==my -> slotLock[my]=0; got=0
         :: else -> skip fi
   od;
acq:
   do
   :: d_step { lv=v; lo=own };
      if
      :: lo==0 && lv>0 ->
         atomic { if :: v==lv && own==0 -> HEALED; v=0; own=my; n=n-reg; reg=0; enter(me); goto cs
                     :: else -> skip fi }
      :: lo==0 && lv==0 -> goto park
      :: lo!=0 ->
         /* recovery: F_OFD_SETLK on the owner's byte; success == owner is dead AND slot frozen */
#ifdef NOSLOTLOCK
         got = (slotLock[lo]==0);                 /* F_OFD_GETLK only */
#else
         atomic { if :: slotLock[lo]==0 -> slotLock[lo]=me; got=1 :: else -> got=0 fi };
#endif
         if
         :: got ->
            mine=0;
#ifdef QUARANTINE
            /* policy under the stated assumption that the observer notices every post made since the death */
            atomic { if :: own==lo && (v>0 || postsSinceDeath==0) -> v=0; own=my; n=n-reg; reg=0; postsSinceDeath=0; enter(me); mine=1
                        :: own==lo && v==0 && postsSinceDeath!=0 -> own=0 /* demote: a foreign one holds it now */; postsSinceDeath=0
                        :: else -> skip fi };
#else
            atomic { if :: own==lo -> HEALED; v=0; own=my; n=n-reg; reg=0; postsSinceDeath=0; enter(me); mine=1
                        :: else -> skip fi };
#endif
#ifndef NOSLOTLOCK
            slotLock[lo]=0;
#endif
            if :: mine -> mine=0; goto cs :: else -> skip fi
         :: !got && lv>0 -> atomic { if :: v==lv && own==lo -> v=0 :: else -> skip fi }  /* absorb stray post */
         :: !got && lv==0 -> goto park
         fi
      fi;
      lv=0; lo=0; got=0;
   od;
park:
   lv=0; lo=0; got=0;
   if :: !reg -> atomic { n++; reg=1 }
      :: reg  -> atomic { if :: v==0 -> sleeping[me]=1 :: else -> skip fi };
                 sleeping[me]=0          /* woken, or slice elapsed: always possible */
   fi;
   goto acq;
cs:
progress_j: skip;
   lv=0; lo=0; got=0;
   atomic { incs[me]=0;
            if :: own==my -> HEALED; w=(n>0); v=1; own=0 :: else -> w=0 /* LOST: forced away, do nothing */ fi };
   if :: w -> wake1(); w=0 :: else -> skip fi;
   goto acq
 } unless { atomic { crashReq[me] -> crashReq[me]=0; incs[me]=0; sleeping[me]=0;
                     if :: own!=0 && own==my -> postsSinceDeath=0 :: else fi } };
   /* dead. n leaks. The kernel drops the OFD locks later, one by one, in any order. */
   lv=0; lo=0; got=0; w=0; mine=0; reg=0; my=0;
   do :: slotLock[1]==me -> slotLock[1]=0 :: slotLock[2]==me -> slotLock[2]=0
      :: slotLock[3]==me -> slotLock[3]=0
      :: slotLock[1]!=me && slotLock[2]!=me && slotLock[3]!=me -> break od;
   if :: me==2 -> goto start             /* J2 always restarts */
      :: me==1 -> goto start
      :: me==1 -> skip                   /* J1 may stay dead for ever */
   fi
}

proctype F(byte me) {        /* glibc 2.21+ 64-bit sem_wait / sem_post, verbatim structure */
  bool w;
  do
  :: /* fast path */
     atomic { if :: v>0 -> v--; enter(me); goto cs :: else -> skip fi };
     atomic { n++ };
     do
     :: atomic { if :: v>0 -> v--; n--; enter(me); goto cs :: else -> skip fi };
        atomic { if :: v==0 -> sleeping[me]=1 :: else -> skip fi };
        (!sleeping[me])
#ifdef FTIMED
        /* or time-out slice */ 
#endif
     od;
cs:
progress_f: skip;
     atomic { incs[me]=0; w=(n>0 || own!=0); v++; assert(forced || v<=1);
              if :: postsSinceDeath==0 && own!=0 -> postsSinceDeath=1 :: else fi };
     if :: w -> wake1(); w=0 :: else -> skip fi
  od
}

proctype Killer() {
  do :: atomic { budget>0 && !crashReq[1] -> budget--; crashReq[1]=1 }
     :: atomic { budget>0 && !crashReq[2] -> budget--; crashReq[2]=1 }
     :: break
  od
}
#ifdef FORCE
proctype Forcer() { bool w;   /* our CLI: one CAS, value becomes exactly 1 */
  if :: atomic { (v==0 || own!=0) -> forced=1; cliforced=1; w=(n>0); v=1; own=0 } ; if :: w -> wake1() :: else fi
     :: skip fi }
#endif
#ifdef STRAY
proctype Stray() {            /* python "unget" by a non-owner: sees 0, posts later (not atomic), up to 2 times, any time */
  byte k=0; bool z;
  do :: k<2 -> atomic { v==0 -> z=1; forced=1 }; atomic { v++; k++ }; wake1()
     :: break od
#ifdef HEAL
  ; quiet=1
#endif
}
#endif
#ifdef PYFORCE
proctype PyForcer() {         /* a human runs python "unget" on a lock held by a DEAD java process */
  if :: atomic { v==0 && own!=0 && slotLock[own]==0 && HOLD==0 -> v++; postsSinceDeath=1 }; wake1()
     :: skip fi }
#endif
init { atomic {
  run J(1); run J(2); run F(3);
#ifdef F2
  run F(4);
#endif
  run Killer();
#ifdef FORCE
  run Forcer();
#endif
#ifdef STRAY
  run Stray();
#endif
#ifdef PYFORCE
  run PyForcer();
#endif
} }
#ifdef CONV
ltl conv { <>[] (HOLD<=1 && v<=1) }
#endif
