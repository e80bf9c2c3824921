/* java.pml: what stands inside one JVM in front of the shared word: permit, claim objects, forced release, reaper, helper thread.
 *
 * T   N threads of the JVM; each claims and releases CLAIMS times, every claim is a new object.
 *     claim:   permit; native claim; current = claim; claim HELD. A claim that fails on the way is TURNED away: leaving = claim,
 *              the permit goes back; NEW again, which ends it.
 *     release: HELD -> LEAVING by compare-and-swap; leaving = claim; the native step: a compare-and-swap on the word, or nothing if
 *              the word does not name this JVM; current = none; LEFT or OUSTED; then the finish: current = none, if it still is this claim; the permit
 *              goes back, if this claim still has it; LEFT -> RELEASED, OUSTED -> LOST. Anybody may repeat the finish. The reaper's goes from LEFT to TIDIED,
 *              so that a release which is only slow still finds that it was the one: TIDIED -> RELEASED.
 *     A throwable before the native step marks the claim as owed and stores HELD again, one in the finish stores nothing. The caller repeats the
 *     release or never comes back; the reaper finishes, and releases what is owed, from HELD to TIDIED. Who releases while the reaper, a force or another releaser is at it waits for what comes of that.
 *     A throwable after the claim is HELD but before the caller has it makes it an orphan, which its thread or the reaper releases.
 * F   forced release, FORCES times: the same way out if this JVM has a claim that is HELD, waiting while it is LEAVING; without one,
 *     the word is forced whoever it names. -DTWOF: two such threads.
 * D   (-DDUP) one more thread that releases the current claim at the same time: claims travel between threads.
 * R   the reaper, at any time: finishes the latest release; releases an orphan, or what is owed; and if the permit is free and nothing is current, but
 *     the word names this JVM, it takes the permit, frees the word and returns the permit.
 * V,H (-DVIRTUAL) a virtual thread and the platform thread that waits for it. Who gives up leaves the permit to H.
 * G   another process that keeps the rules.
 * X   another process that forces once, at any time, or not at all; left out with -DNOX.
 *
 * Not here, because own.pml and ext.pml have it: deaths, slots, foreign programs, waiter counts, wake-ups. The JVM lives.
 * Each step on the word is one atomic step: whether a compare-and-swap may be tried depends only on the word it then compares.
 *
 * Checked: never two inside (a force ends the sections that it cuts off, a throwable out of claim ends that claim's section, and a
 * call of release ends its own, whatever the call throws); never more than one permit; forcing a claim of this JVM never cuts off
 * another process; a claim that is HELD is the current one; a claim whose release freed the word is not reported LOST; at most one
 * call of release is told that it released, and one is unless a throwable struck, or if the call was repeated until none did; no deadlock,
 * so no lost permit and no lost lock; in the end value 1, owner 0, one permit, nothing current.
 *
 * THROWS (default 1) throwables strike wherever a call could fail: in claim between the native step and `current`; before a failed claim returns the
 *           permit; after HELD (orphan); in
 * release before the native step and between the steps of the finish, there also just after the permit went back; in a forced release
 * likewise; in V while it waits; in H when it releases what nobody wants. One more place:
 *   -DLATE       right after the native step, before its result is known. The claim is then reported LOST; that property is off
 * Mutants, each must fail:
 *   -DM_COUNTED      the permit counts: a second return of the same claim counts again
 *   -DM_PERMITFIRST  the permit goes back before the native step
 *   -DM_CHECKTHENSET release reads HELD, then stores LEAVING
 *   -DM_NORESTORE    a release that throws before the native step leaves the claim LEAVING
 *   -DM_BLIND        the native step does not look at the owner
 *   -DM_FORCEBLIND   a forced release does not look at the claim's state
 *   -DM_FORCEALL     a forced release of this JVM's claim frees the word whoever it names
 *   -DM_STALENULL    the finish stores current = none without a look
 *   -DM_LATELEAVING  leaving = claim is stored after LEFT
 *   -DM_EARLYOUT     current = none comes after LEFT
 *   -DM_NOKEEP       a claim that fails is not left where the reaper finds it
 *   -DM_NOFINISH     the reaper does not finish
 *   -DM_BLINDFINISH  the finish stores LOST for everything that is not LEFT
 *   -DM_TAKEANSWER   the reaper's finish ends in RELEASED
 *   -DM_NOOWED       the reaper does not release what is owed
 *   -DM_OWEDBLIND    the reaper releases what is owed in whatever state the claim is
 *   -DM_NOWAIT       who releases does not wait while another is at it
 *   -DM_NEST         a thread whose release failed claims again, recursively, inside that claim
 *   -DM_ORPHAN       the reaper releases an orphan in whatever state it is
 *   -DM_REAPBLIND    the reaper frees a leaked hold without the permit
 *   -DM_VPERMIT      who gives up returns the permit (V)
 *   -DM_VTHROW       V, struck while it waits, returns the permit as any failing claim does
 *   -DM_HTHROW       H, struck while it releases, does not return the permit
 */
#ifndef N
#define N 2
#endif
#ifndef CLAIMS
#define CLAIMS 1
#endif
#ifndef FORCES
#define FORCES 1
#endif
#ifndef THROWS
#define THROWS 1
#endif
#define JVM 1
#define OTHER 2
#define NC 6                       /* claims 1..5: N*CLAIMS and one for V; 0 = none */
#define TICK 7                     /* the reaper takes the permit under this name */

mtype = { NEW, TURNED, HELD, LEAVING, LEFT, TIDIED, OUSTED, RELEASED, LOST };
mtype = { IDLE, WAITING, DONE, CANCELLED };
byte v=1, own=0;                   /* the word */
byte permit=1, key=0;              /* the permit, and the claim that has it (in Java a stamp) */
byte current=0, leaving=0;
mtype st[NC]=NEW;
bool orphan[NC];
bool owed[NC];                     /* a call of release has thrown before its native step was done */
mtype req=IDLE;                    /* V's request to H */
byte throws=THROWS, forces=FORCES, abandoned=0, running=0, users=0;
bool in[NC], inG, freed[NC], told[NC], answered[NC]; byte inside=0;   /* ghosts */

inline enter(c) { in[c]=1; inside++; assert(inside<=1) }
inline leave(c) { if :: in[c] -> in[c]=0; inside-- :: else -> skip fi }
inline cut()    { in[1]=0; in[2]=0; in[3]=0; in[4]=0; in[5]=0; inG=0; inside=0 }
inline forceWord() { atomic { if :: own!=0 || v!=1 -> own=0; v=1; cut() :: else -> skip fi } }

inline takePermit(c) { atomic { permit>0 -> permit--; key=c } }
#ifdef M_COUNTED
inline permitBack(c) { atomic { key=0; permit++; assert(permit<=1) } }
#else
inline permitBack(c) { atomic { if :: key==c -> key=0; permit++ :: else -> skip fi; assert(permit<=1) } }
#endif

/* Here a throwable may come. */
#define strike(label) if :: skip :: atomic { throws>0 -> throws--; goto label } fi
#ifdef LATE
#define lateStrike(label) strike(label)
#else
#define lateStrike(label) skip
#endif

/* The native claim with the permit in hand. A word that names this JVM is a leaked hold: free it, go on. */
#define claimWord(c)  atomic { own==0 && v>0 -> own=JVM; v=0; enter(c) }
#define freeLeaked    atomic { own==JVM -> own=0; v=1 }
#define freeIfOurs    atomic { if :: own==JVM -> own=0; v=1 :: else -> skip fi }

/* The native step of a release, and its result. by: 1 = the claim's own release. */
inline native(c, by) {
#ifdef M_BLIND
  atomic { own=0; v=1; won=1; leave(c); freed[c]=by };
#else
  atomic { if :: own==JVM -> own=0; v=1; won=1; leave(c); freed[c]=by :: else -> won=0 fi };
#endif
  lateStrike(restore);
#ifdef M_EARLYOUT
  if :: won && by -> st[c]=LEFT :: else -> st[c]=OUSTED fi;
  current=0
#else
  current=0;                       /* nobody else may finish yet, so no next claim can be current */
  if :: won && by -> st[c]=LEFT :: else -> st[c]=OUSTED fi
#endif
}
inline tell(c) { assert(!told[c]); told[c]=1 }
inline giveBack(c) {
  strike(unfinished);
#ifdef M_STALENULL
  current=0;
#else
  atomic { if :: current==c -> current=0 :: else -> skip fi };
#endif
  strike(unfinished);
#ifndef M_PERMITFIRST
  permitBack(c);
#endif
  strike(unfinished)
}
/* By one who is told how it ended. */
inline finish(c) {
  giveBack(c);
#ifdef M_BLINDFINISH
  won=(st[c]==LEFT);
  if :: won -> st[c]=RELEASED :: else -> st[c]=LOST fi
#else
  atomic {
    if
    :: st[c]==LEFT || st[c]==TIDIED -> st[c]=RELEASED; tell(c)
    :: st[c]==OUSTED -> st[c]=LOST
    :: st[c]==TURNED -> st[c]=NEW
    :: else -> skip
    fi
  }
#endif
}
/* By the reaper. */
inline tidy(c) {
  giveBack(c);
#ifdef M_TAKEANSWER
  atomic { if :: st[c]==LEFT -> st[c]=RELEASED :: st[c]==OUSTED -> st[c]=LOST :: st[c]==TURNED -> st[c]=NEW :: else -> skip fi }
#else
  atomic { if :: st[c]==LEFT -> st[c]=TIDIED :: st[c]==OUSTED -> st[c]=LOST :: st[c]==TURNED -> st[c]=NEW :: else -> skip fi }
#endif
}

/* A call of release by the claim's user. Once per process, for its labels. */
inline release(c) {
  skip;
again:
  if
#ifdef M_CHECKTHENSET
  :: st[c]==HELD -> atomic { st[c]=LEAVING; leave(c) };
#else
  :: atomic { st[c]==HELD -> st[c]=LEAVING; leave(c) };
#endif
#ifndef M_LATELEAVING
     leaving=c;
#endif
#ifdef M_PERMITFIRST
     permitBack(c);
#endif
     strike(restore);
     native(c, 1);
#ifdef M_LATELEAVING
     leaving=c
#endif
  :: st[c]==LEFT || st[c]==TIDIED || st[c]==OUSTED -> skip
#ifndef M_NOWAIT
  :: st[c]==LEAVING -> st[c]!=LEAVING; goto again
#endif
  :: atomic { else -> if :: owed[c] -> answered[c]=1 :: else -> skip fi }; goto spent
  fi;
  finish(c);
  answered[c]=1;
  goto spent;
restore:
  owed[c]=1;
#ifndef M_NORESTORE
  st[c]=HELD;
#endif
  if :: goto again :: skip fi;
  goto spent;
unfinished:
  if :: goto again :: skip fi;
spent: won=0
}

proctype T(byte first) { byte c, k; bool won;
  do
  :: k<CLAIMS ->
     atomic { c=first+k; k++ };
     takePermit(c);
     do
     :: claimWord(c); break
     :: freeLeaked
     :: own!=0 && own!=JVM -> goto failed                                   /* timed out */
     od;
     if :: skip :: atomic { throws>0 -> throws--; leave(c); goto failed } fi;         /* the word goes on naming us */
     current=c;
     st[c]=HELD;
     if :: skip :: atomic { throws>0 -> throws--; orphan[c]=1; leave(c) } fi;
     assert(st[c]!=HELD || current==c);
     release(c);
#ifdef M_NEST
     if :: atomic { st[c]==HELD && owed[c] -> enter(c+N) }; leave(c+N) :: skip fi;
#endif
     goto next;
failed:
#ifndef M_NOKEEP
     st[c]=TURNED; leaving=c;
#endif
     strike(next);
     permitBack(c);
     if :: st[c]==TURNED -> st[c]=NEW :: else -> skip fi;
next: c=0
  :: else -> break
  od;
  atomic { users--; running-- }
}
#ifdef DUP
proctype D() { byte c; bool won;
  if :: atomic { current!=0 -> c=current }; release(c) :: skip fi;
  atomic { users--; running-- }
}
#endif

proctype F() { byte c; bool won;
  do
  :: if :: atomic { forces>0 -> forces-- } :: atomic { abandoned>0 -> abandoned-- } :: users==0 && abandoned==0 -> break fi;
     skip;
retry:
     c=current;
     if
     :: c==0 -> forceWord()
     :: c!=0 ->
#ifdef M_FORCEBLIND
        st[c]=LEAVING;
#else
        if :: atomic { st[c]==HELD -> st[c]=LEAVING } 
           :: st[c]==NEW || st[c]==LEAVING -> (st[c]!=NEW && st[c]!=LEAVING); goto retry
           :: st[c]!=NEW && st[c]!=LEAVING && st[c]!=HELD -> forceWord(); goto next
        fi;
#endif
        leaving=c;
        strike(restore);
#ifdef M_FORCEALL
        atomic { if :: own!=0 || v!=1 -> assert(own!=OTHER); own=0; v=1; cut() :: else -> skip fi };
        st[c]=OUSTED;
#else
        native(c, 0);
#endif
        finish(c)
     fi;
     goto next;
restore:
     st[c]=HELD; abandoned++;
unfinished: skip;
next: c=0; won=0
  od;
  running--
}

#ifdef VIRTUAL
proctype V() { byte c; bool won;
  c=NC-1;
  takePermit(c);
  req=WAITING;
  if
  :: atomic { req==DONE -> req=IDLE };
     if :: skip :: atomic { throws>0 -> throws--; leave(c) }; permitBack(c); goto out fi;
     current=c;
     st[c]=HELD;
     assert(st[c]!=HELD || current==c);
     release(c)
  :: atomic { req==WAITING -> req=CANCELLED };         /* interrupted, or struck: the permit stays with H */
#ifdef M_VPERMIT
     permitBack(c)
#endif
#ifdef M_VTHROW
  :: atomic { throws>0 -> throws-- }; permitBack(c)
#endif
  fi;
out: atomic { users--; running-- }
}
proctype H() {
  if :: req!=IDLE -> skip fi;
  do
  :: claimWord(NC-1);
     if
     :: atomic { req==WAITING -> req=DONE }
     :: atomic { req==CANCELLED -> leave(NC-1) };        /* nobody wants it: release what was won */
        strike(struck);
        freeIfOurs;
        goto back;
struck:
#ifdef M_HTHROW
        goto out;
#endif
back:
#ifndef M_VPERMIT
        permitBack(NC-1);
#endif
out:    skip
     fi;
     break
  :: freeLeaked
  :: req==CANCELLED ->
#ifndef M_VPERMIT
     permitBack(NC-1);
#endif
     break
  od;
  running--
}
#endif

proctype G() {
  do
  :: atomic { own==0 && v>0 -> own=OTHER; v=0; inG=1; inside++; assert(inside<=1) };
     atomic { if :: inG -> inG=0; inside-- :: else -> skip fi; if :: own==OTHER -> own=0; v=1 :: else -> skip fi }
  :: users==0 -> break
  od;
  running--
}
#ifndef NOX
proctype X() {
  if :: atomic { own!=0 || v!=1 -> own=0; v=1; cut() } :: skip fi;
  running--
}
#endif

proctype R() { byte c; bool won;
  do
#ifdef M_REAPBLIND
  :: current==0 && own==JVM -> freeIfOurs
#else
  :: atomic { own==JVM && permit>0 -> permit--; key=TICK }; if :: current==0 -> freeIfOurs :: else -> skip fi; permitBack(TICK)
#endif
#ifndef M_NOFINISH
  :: atomic { leaving!=0 && (st[leaving]==LEFT || st[leaving]==OUSTED || st[leaving]==TURNED) -> c=leaving }; tidy(c)
#endif
  :: atomic { current!=0 && orphan[current] -> c=current };
#ifdef M_ORPHAN
     if :: atomic { st[c]!=NEW -> st[c]=LEAVING } :: else -> goto next fi;
#else
     if :: atomic { st[c]==HELD -> st[c]=LEAVING } :: st[c]!=HELD -> goto next fi;
#endif
     leaving=c;
     native(c, 1);
     finish(c);
     goto next;
restore:
     st[c]=HELD;
unfinished: skip;
next: c=0; won=0
#ifndef M_NOOWED
#ifdef M_OWEDBLIND
  :: atomic { current!=0 && owed[current] -> c=current }; st[c]=LEAVING;
#else
  :: atomic { current!=0 && owed[current] && st[current]==HELD -> c=current; st[c]=LEAVING };
#endif
     leaving=c;
     strike(restore);
     native(c, 1);
     tidy(c);
     c=0; won=0
#endif
  :: running==0 && timeout -> break
  od;
  assert(v==1 && own==0 && permit==1 && current==0 && inside==0);
#ifndef LATE
#ifndef M_BLINDFINISH
  assert(throws<THROWS || (freed[1]==told[1] && freed[2]==told[2] && freed[3]==told[3]));
#endif
  assert((!answered[1] || !freed[1] || told[1]) && (!answered[2] || !freed[2] || told[2]));
  assert(!(freed[1] && st[1]==LOST) && !(freed[2] && st[2]==LOST) && !(freed[3] && st[3]==LOST));
#endif
  skip
}

init { atomic {
  users=N; running=N+2;
  run T(1);
#if N>1
  run T(1+CLAIMS);
#endif
#ifdef DUP
  users++; running++; run D();
#endif
#ifdef VIRTUAL
  users++; running=running+2; run V(); run H();
#endif
  run F();
#ifdef TWOF
  running++; run F();
#endif
  run G();
#ifndef NOX
  running++; run X();
#endif
  run R() } }
