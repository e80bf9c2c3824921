/* ext.pml: own.pml with more around it. NJ processes that keep the rules (2|3) on NS slots (2|3), a foreign one (id 4; -DNOF: none), a reaper
 * in a process of its own (-DREAPER, id 5; it may be killed as well), forced releases (-DFORCE, FORCES of them), waiters that time out, close
 * and open again (-DCLOSE), two handles of one process that die together (-DJVM). Takeovers come at once, without a watch: the
 * strictest test of exclusion. -DPLAIN: a process that finds no slot goes on with slot 0; the protocol refuses that instead. */
#ifndef CRASHES
#define CRASHES 1
#endif
#ifndef NS
#define NS 3
#endif
#ifndef FORCES
#define FORCES 1
#endif
byte v=1, own=0, n=0;
byte slotLock[4];
bool incs[6], sleeping[6], crashReq[6];
byte budget=CRASHES;
bool forced=false;
#define HOLD (incs[1]+incs[2]+incs[3]+incs[4])
#define JHOLD (incs[1]+incs[2]+incs[3])
inline enter(p) { incs[p]=1; assert(forced || HOLD<=1) }
#define HEALED if :: HOLD==0 -> forced=0 :: else -> skip fi
inline wake1() {
  atomic { if :: sleeping[1]->sleeping[1]=0 :: sleeping[2]->sleeping[2]=0 :: sleeping[3]->sleeping[3]=0
              :: sleeping[4]->sleeping[4]=0
              :: (!sleeping[1]&&!sleeping[2]&&!sleeping[3]&&!sleeping[4]) -> skip fi } }
inline dropall(p) {
   do :: slotLock[1]==p -> slotLock[1]=0 :: slotLock[2]==p -> slotLock[2]=0 :: slotLock[3]==p -> slotLock[3]=0
      :: slotLock[1]!=p && slotLock[2]!=p && slotLock[3]!=p -> break od }

proctype J(byte me) {
  byte my, lv, lo; bool reg, got, w, mine;
start:
 {
   my=0;
   do
   :: my = (my%NS)+1;
      atomic { if :: slotLock[my]==0 -> slotLock[my]=me; got=1 :: else -> got=0 fi };
      if :: got && own!=my -> got=0; break
         :: got && own==my -> slotLock[my]=0; got=0
         :: else ->
#ifdef PLAIN
            if :: my==NS -> my=0; break :: else -> skip fi
#else
            skip
#endif
      fi
   od;
acq:
   do
   :: d_step { lv=v; lo=own };
      if
      :: lo==0 && lv>0 ->
         atomic { if :: v==lv && own==0 -> HEALED; v=0; own=my; n=n-reg; reg=0; enter(me); goto cs
                     :: else -> skip fi }
      :: lo==0 && lv==0 -> goto park
      :: lo!=0 && lo==my -> assert(0)      /* adoption must be unreachable without async exceptions */
      :: lo!=0 && lo!=my ->
         atomic { if :: slotLock[lo]==0 -> slotLock[lo]=me; got=1 :: else -> got=0 fi };
         if
         :: got ->
            mine=0;
            atomic { if :: own==lo -> HEALED; v=0; own=my; n=n-reg; reg=0; enter(me); mine=1
                        :: else -> skip fi };
            slotLock[lo]=0;
            if :: mine -> mine=0; goto cs :: else -> skip fi
         :: !got && lv>0 -> atomic { if :: v==lv && own==lo -> v=0 :: else -> skip fi }
         :: !got && lv==0 -> goto park
         fi
      fi;
      lv=0; lo=0; got=0;
   od;
park:
   lv=0; lo=0; got=0;
   if :: !reg -> atomic { n++; reg=1 }
      :: reg  -> atomic { if :: v==0 -> sleeping[me]=1 :: else -> skip fi };
                 sleeping[me]=0
#ifdef CLOSE
      :: reg -> atomic { n--; reg=0 }; if :: my!=0 -> slotLock[my]=0 :: else -> skip fi; my=0; goto start   /* time-out, close the handle, open again */
#endif
   fi;
   goto acq;
cs:
progress_j: skip;
   lv=0; lo=0; got=0;
   atomic { incs[me]=0;
            if :: own==my && (my!=0 || v==0) -> HEALED; w=(n>0); v=1; own=0
               :: else -> w=0 fi };
   if :: w -> wake1(); w=0 :: else -> skip fi;
#ifdef CLOSE
   if :: skip :: (1) -> if :: my!=0 -> slotLock[my]=0 :: else -> skip fi; my=0; goto start fi;
#endif
   goto acq
 } unless { atomic { crashReq[me] -> crashReq[me]=0; incs[me]=0; sleeping[me]=0 } };
   lv=0; lo=0; got=0; w=0; mine=0; reg=0; my=0;
   dropall(me);
   if :: goto start
      :: me==1 -> skip
   fi
}

proctype F(byte me) {
  bool w;
  do
  :: atomic { if :: v>0 -> v--; enter(me); goto cs :: else -> skip fi };
     atomic { n++ };
     do
     :: atomic { if :: v>0 -> v--; n--; enter(me); goto cs :: else -> skip fi };
        atomic { if :: v==0 -> sleeping[me]=1 :: else -> skip fi };
        (!sleeping[me])
     od;
cs:
progress_f: skip;
     atomic { incs[me]=0; w=(n>0 || own!=0); v++; assert(forced || v<=1) };
     if :: w -> wake1(); w=0 :: else -> skip fi
  od
}
#ifdef REAPER
proctype R(byte me) { byte lv, lo, k; bool got, w;
start:
 { do
   :: d_step { lv=v; lo=own };
      if
      :: lo!=0 ->
         atomic { if :: slotLock[lo]==0 -> slotLock[lo]=me; got=1 :: else -> got=0 fi };
         if :: got ->
               atomic { if :: own==lo -> HEALED; v=1; own=0; w=(n>0) :: else -> w=0 fi };
               slotLock[lo]=0;
               if :: w -> wake1(); w=0 :: else -> skip fi
            :: !got && lv>0 -> atomic { if :: v==lv && own==lo -> v=0 :: else -> skip fi }
            :: else -> skip
         fi
      :: lo==0 && lv>1 -> atomic { if :: v==lv && own==0 -> v=1 :: else -> skip fi }
      :: lo==0 && lv==1 -> if :: n>0 -> wake1() :: else -> skip fi
      :: else -> skip
      fi;
      lv=0; lo=0; got=0
   od
 } unless { atomic { crashReq[me] -> crashReq[me]=0 } };
   lv=0; lo=0; got=0; w=0; dropall(me); goto start
}
#endif
proctype Killer() {
  do
#ifdef JVM
     :: atomic { budget>0 && !crashReq[1] && !crashReq[2] -> budget--; crashReq[1]=1; crashReq[2]=1 }
#else
     :: atomic { budget>0 && !crashReq[1] -> budget--; crashReq[1]=1 }
     :: atomic { budget>0 && !crashReq[2] -> budget--; crashReq[2]=1 }
#endif
#ifdef REAPER
     :: atomic { budget>0 && !crashReq[5] -> budget--; crashReq[5]=1 }
#endif
     :: break
  od
}
#ifdef FORCE
proctype Forcer() { bool w; byte k, lv, lo;
  do :: k<FORCES -> k++;
        d_step { lv=v; lo=own };
        if :: !(lo==0 && lv==1) ->
              atomic { if :: v==lv && own==lo -> forced=1; w=(n>0); v=1; own=0 :: else -> w=0 fi };
              if :: w -> wake1(); w=0 :: else -> skip fi
           :: else -> skip fi;
        lv=0; lo=0
     :: break od }
#endif
init { atomic {
  run J(1); run J(2);
#if NJ==3
  run J(3);
#endif
#ifndef NOF
  run F(4);
#endif
#ifdef REAPER
  run R(5);
#endif
  run Killer();
#ifdef FORCE
  run Forcer();
#endif
} }
