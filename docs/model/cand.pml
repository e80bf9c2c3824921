/* cand.pml: the design that was not taken. The owner is written beside the semaphore, and the semaphore itself is only touched by
 * sem_trywait and sem_post: each process has a slot with a state IDLE, INTENT, HELD or REL (releasing).
 * -DGATE: the processes that keep slots first pass a gate word, so that at most one slot is not IDLE.
 * -DTAKE: a dead slot found in INTENT or REL while the value is 0 counts as the holder and is taken over. Default: it is left alone.
 * -DHELDFIRST: a takeover writes its own slot before it clears the dead one. Default: the other order.
 * Every variant fails: with -DTAKE two holders, without it the lock is lost (a non-progress cycle, found with -l only). */
#ifndef CRASHES
#define CRASHES 1
#endif
mtype = { IDLE, INTENT, HELD, REL };
byte v=1, gate=0; mtype st[3]=IDLE; byte slk[3];  /* slk: kernel OFD lock per slot (0 free) */
bool incs[4], crashReq[3]; byte budget=CRASHES;
#define HOLD (incs[1]+incs[2]+incs[3])
inline enter(p) { incs[p]=1; assert(HOLD<=1) }
proctype J(byte me) { byte d=3-me; bool got;
start: { 
   atomic { slk[me]==0 -> slk[me]=me };             /* fixed slots: own slot; recover own stale state as any dead one */
acq:
#ifdef GATE
   do :: atomic { gate==0 -> gate=me }; break
      :: gate==me -> break                                   /* own predecessor's gate: inherited with the slot */
      :: atomic { gate==d && slk[d]==0 -> gate=me; slk[d]=me }; goto recover   /* inherit a dead one's gate */
   od;
   if :: st[me]!=IDLE -> goto recover_self :: else fi;
#else
   if :: st[me]!=IDLE -> goto recover_self :: else fi;
#endif
try:
   st[me]=INTENT;
   atomic { if :: v>0 -> v--; enter(me); got=1 :: else -> got=0 fi };
   if :: got -> got=0; st[me]=HELD; goto cs :: else -> st[me]=IDLE fi;
   /* busy: is there a dead slot? */
   if :: atomic { slk[d]==0 && st[d]!=IDLE -> slk[d]=me }; goto recover
      :: else -> goto try fi;
recover:                                 /* slk[d]==me : d is dead and frozen */
   if :: st[d]==HELD ->
#ifdef HELDFIRST
         st[me]=HELD; st[d]=IDLE;
#else
         st[d]=IDLE; st[me]=HELD;
#endif
         slk[d]=0; enter(me); goto cs
      :: (st[d]==INTENT || st[d]==REL) && v==0 ->
#ifdef TAKE
         st[me]=HELD; st[d]=IDLE; slk[d]=0; enter(me); goto cs
#else
         st[d]=IDLE; slk[d]=0; goto try
#endif
      :: else -> st[d]=IDLE; slk[d]=0; goto try
   fi;
recover_self:
   if :: st[me]==HELD -> enter(me); goto cs
      :: (st[me]==INTENT || st[me]==REL) && v==0 ->
#ifdef TAKE
         st[me]=HELD; enter(me); goto cs
#else
         st[me]=IDLE; goto try
#endif
      :: else -> st[me]=IDLE; goto try
   fi;
cs:
progress_j: skip;
   atomic { incs[me]=0; st[me]=REL };
   v++;
   st[me]=IDLE;
#ifdef GATE
   gate=0;
#endif
   goto acq
 } unless { atomic { crashReq[me] -> crashReq[me]=0; incs[me]=0 } };
   got=0;
   do :: slk[1]==me -> slk[1]=0 :: slk[2]==me -> slk[2]=0 :: slk[1]!=me && slk[2]!=me -> break od;
   goto start
}
proctype F() { do :: atomic { v>0 -> v--; enter(3) };
progress_f: skip;
  atomic { incs[3]=0; v++; assert(v<=1) } od }
proctype Killer() { do :: atomic { budget>0 && !crashReq[1] -> budget--; crashReq[1]=1 }
     :: atomic { budget>0 && !crashReq[2] -> budget--; crashReq[2]=1 } :: break od }
init { atomic { run J(1); run J(2); run F(); run Killer() } }
