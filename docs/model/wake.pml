/* wake.pml: is a wake ever swallowed? One word {v: value, n: waiters, own: owner}; a compare-and-set on it is ONE step, a futex wait sleeps only
 * while the value is as it was read, a futex wake ends the sleep of any one sleeper.
 *   J   two processes that keep the rules. Each claims ROUNDS times. A waiter counts itself once, then looks, sleeps, looks. It gives up whenever
 *       an interrupt, a cancellation or an Error comes (GIVEUPS times), which it sees only when it is awake: BEFORE it looks at the word. Who gives
 *       up takes its count back and, if the word is free and somebody is counted, wakes one: the wake that ended its own sleep may have been meant for whoever gets the lock.
 *   F   two foreign ones, as glibc 2.21+ on 64 bits does sem_wait, sem_clockwait and sem_post: count, sleep, take value and count in one step;
 *       a post wakes one if anybody is counted. A time-out (TIMEOUTS times) ends only a sleep that no wake has ended, so it swallows none.
 * Nothing else wakes: no slices and no reaper, unless switched on. So "value 1, somebody asleep, nobody running" is a deadlock, and the search
 * finds it. In the end: value 1, no owner, nobody counted.
 *   -DSLICES     a sleeping J may wake by itself at any time
 *   -DKILLS=n    a J may be killed at any step, and its count stays. -DSTRUCK: an Error comes also while a waiter gives up: no count back, no wake
 *   -DREAPER     a process that looks on: frees dead holds, and repeats wakes while the word is free and somebody is counted
 *   -DSWALLOW    mutant: who gives up takes back its count, and nothing else */
#ifndef ROUNDS
#define ROUNDS 1
#endif
#ifndef GIVEUPS
#define GIVEUPS 2
#endif
#ifndef TIMEOUTS
#define TIMEOUTS 1
#endif
#ifndef KILLS
#define KILLS 0
#endif
byte v=1, own=0, n=0;
bool asleep[5], dead[3], kill[3];
byte giveups=GIVEUPS, timeouts=TIMEOUTS, kills=KILLS, running=4, inside=0;
bool lost=0;                        /* ghost: a count was lost with a killed or struck waiter */

inline enter() { inside++; assert(inside<=1) }
inline wake() { atomic {
  if :: asleep[1] -> asleep[1]=0 :: asleep[2] -> asleep[2]=0 :: asleep[3] -> asleep[3]=0 :: asleep[4] -> asleep[4]=0
     :: !asleep[1] && !asleep[2] && !asleep[3] && !asleep[4] -> skip fi } }

proctype J(byte me) { byte k, lv, lo; bool reg, w;
 {
  do
  :: k<ROUNDS -> k++;
     do
     :: atomic { giveups>0 -> giveups-- }; goto givesUp
     :: d_step { lv=v; lo=own };
        if
        :: lo==0 && lv>0 -> atomic { if :: v==lv && own==0 -> v=0; own=me; if :: reg && n>0 -> n-- :: else -> skip fi; reg=0; enter(); break :: else -> skip fi }
        :: lo!=0 && dead[lo] -> atomic { if :: own==lo -> v=0; own=me; if :: reg && n>0 -> n-- :: else -> skip fi; reg=0; enter(); break :: else -> skip fi }
        :: else ->
           if
           :: !reg -> atomic { n++; reg=1 }
           :: reg -> atomic { if :: v==lv -> asleep[me]=1 :: else -> skip fi };
#ifdef SLICES
              asleep[me]=0
#else
              !asleep[me]
#endif
           fi
        fi
     od;
     atomic { inside--; v=1; own=0; w=(n>0) };
     if :: w -> wake() :: else -> skip fi;
     goto next;
givesUp:
#ifdef STRUCK
     if :: atomic { reg -> lost=1; reg=0 }; goto next :: skip fi;
#endif
     atomic { if :: reg && n>0 -> n-- :: else -> skip fi; reg=0 };
#ifndef SWALLOW
     d_step { w=(own==0 && v>0 && n>0) };
     if :: w -> wake() :: else -> skip fi;
#endif
next: lv=0; lo=0; w=0
  :: else -> break
  od
 } unless { atomic { kill[me] -> kill[me]=0; asleep[me]=0; lost=1; dead[me]=1; if :: own==me -> inside-- :: else -> skip fi } };
  running--
}

proctype F(byte me) { byte k; bool w;
  do
  :: k<ROUNDS -> k++;
     if
     :: atomic { v>0 -> v--; enter() }                                            /* the fast path */
     :: atomic { n++ };
        do
        :: atomic { v>0 -> v--; n--; enter(); break }
        :: atomic { v==0 -> asleep[me]=1 };
           if :: !asleep[me] :: atomic { asleep[me] && timeouts>0 -> timeouts--; asleep[me]=0; w=1 } fi;
           if :: w -> atomic { n--; w=0 }; goto next :: else -> skip fi
        od
     fi;
     atomic { inside--; w=(n>0); v++; assert(v<=1) };
     if :: w -> wake() :: else -> skip fi;
next: w=0
  :: else -> break
  od;
  running--
}

#if KILLS>0
proctype Killer() { do :: atomic { kills>0 && !dead[1] -> kills--; kill[1]=1 } :: atomic { kills>0 && !dead[2] -> kills--; kill[2]=1 } :: break od }
#endif
#ifdef REAPER
proctype R() { bool w;          /* a wake of nobody changes nothing and is left out, so that the search sees a deadlock */
end: do
  :: atomic { own!=0 && dead[own] -> own=0; v=1; w=(n>0) }; if :: w -> wake(); w=0 :: else -> skip fi
  :: atomic { own==0 && v>0 && n>0 && (asleep[1] || asleep[2] || asleep[3] || asleep[4]) }; wake()
  od
}
#endif
init { atomic {
  run J(1); run J(2); run F(3); run F(4);
#if KILLS>0
  run Killer();
#endif
#ifdef REAPER
  run R();
#endif
  }
  running==0;
  assert(inside==0 && (v==1 || dead[own]) && (own==0 || dead[own]) && (lost || n==0))
}
