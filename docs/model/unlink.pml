/* unlink.pml: the file is unlinked and made anew. Old inode 0, new inode 1. J1 and J2 are attached to 0 before the unlink; J3 (-DFRESH) opens by
 * path after it. Each J = a main thread and a reaper thread, which notices the unlink at any time (noticed[p]). J1 or J2 may be killed once.
 * -DFSTAT: a claim looks at the link count after its compare-and-swap; unlinked: it retires the old word and goes to the new file.
 * -DHOLDERRET: a holder that has noticed retires the old word as it releases.   -DDOC: anybody may retire a free or dead old word.
 * -DCARRY: the holder's reaper also takes the new file until the release.       -DNAIVECARRY: the same without a hand-shake with release.
 * -DFRESHRESTART: killed processes come back on the new file.                   -DNOCRASH: nobody is killed.
 * -DONLYAFTERCARRY: exclusion is asked for only once the holder has taken the new file too; before that it cannot hold (-DFRESH). */
#define RET 9
byte v[2]; byte own[2]; bool incs[5]; byte cur[5]; bool live[5]; bool unl=0, noticed[5], crashReq[5], carried[5], holdsOld[5], wascarried=0;
#define JHOLD (incs[1]+incs[2]+incs[3])
#ifdef ONLYAFTERCARRY
#define CHK assert(JHOLD<=1 || !wascarried)
#else
#define CHK assert(JHOLD<=1)
#endif
proctype J(byte me) { byte lv, lo, c; bool again_;
start: {
  atomic { live[me]=1; if :: me==3 -> unl -> c=1 :: me!=3 && !again_ -> c=0 :: me!=3 && again_ -> if :: unl -> c=1
#ifndef FRESHRESTART
  ; goto fin
#endif
  :: else -> c=0 fi fi; cur[me]=c }
  do
  :: d_step { lv=v[c]; lo=own[c] };
     if
     :: lo==RET -> c=1; cur[me]=1
     :: lo==0 && lv>0 ->
#ifdef FSTAT    /* fstat after every acquire CAS; unlinked -> hand back as RETIRED, reopen. The section starts after the fstat. */
        atomic { if :: own[c]==0 && v[c]==lv -> own[c]=me; v[c]=0 :: else -> goto again fi };
        atomic { if :: c==0 && unl -> skip :: else -> incs[me]=1; holdsOld[me]=(c==0); CHK; goto incrit fi };
        atomic { if :: own[0]==me -> own[0]=RET; v[0]=1 :: else fi }; c=1; cur[me]=1; goto again;
incrit: skip;
#else
        atomic { if :: own[c]==0 && v[c]==lv -> own[c]=me; v[c]=0; incs[me]=1; holdsOld[me]=(c==0); CHK :: else -> goto again fi };
#endif
progress_j: skip;
        /* release */
#ifdef CARRY
        atomic { incs[me]=0; holdsOld[me]=0; if :: own[c]==me -> v[c]=1;
#ifdef HOLDERRET
            if :: c==0 && noticed[me] -> own[c]=RET :: else -> own[c]=0 fi
#else
            own[c]=0
#endif
            :: else fi };
        atomic { if :: carried[me] -> carried[me]=0; if :: own[1]==me -> own[1]=0; v[1]=1 :: else fi :: else fi };
#else
#ifdef NAIVECARRY
        atomic { incs[me]=0; if :: own[c]==me -> own[c]=0; v[c]=1 :: else fi };
        if :: carried[me] -> carried[me]=0; atomic { if :: own[1]==me -> own[1]=0; v[1]=1 :: else fi } :: else -> skip fi;
        holdsOld[me]=0;
#else
        atomic { incs[me]=0; holdsOld[me]=0; if :: own[c]==me -> v[c]=1;
#ifdef HOLDERRET
            if :: c==0 && noticed[me] -> own[c]=RET :: else -> own[c]=0 fi
#else
            own[c]=0
#endif
            :: else fi };
#endif
#endif
     :: lo!=0 && lo!=RET && lo!=me -> atomic { if :: !live[lo] && own[c]==lo -> own[c]=0; v[c]=1 :: else fi }
     :: lo==me && lo!=0 -> atomic { if :: own[c]==me && !carried[me] -> own[c]=0; v[c]=1 :: else fi }   /* predecessor's hold, same slot number */
     :: else -> skip
     fi;
again: lv=0; lo=0
  od } unless { atomic { crashReq[me] -> crashReq[me]=0; incs[me]=0; holdsOld[me]=0; carried[me]=0; noticed[me]=0 } };
  live[me]=0; lv=0; lo=0;
  again_=1;
#ifndef FRESHRESTART
  if :: unl -> goto fin :: else fi;
#endif
  if :: goto start :: skip fi;
fin: skip }
proctype R(byte me) { byte lo, lv;    /* reaper thread of process me */
  do
  :: atomic { unl && live[me] && cur[me]==0 && !noticed[me] -> noticed[me]=1 }
#ifdef DOC
  :: noticed[me] && live[me] && cur[me]==0 ->
       d_step { lo=own[0]; lv=v[0] };
       if :: lo==0 -> atomic { if :: own[0]==0 && v[0]==lv -> own[0]=RET :: else fi }        /* free, or foreign hold after grace */
          :: lo!=0 && lo!=RET -> atomic { if :: !live[lo] && own[0]==lo -> own[0]=RET; v[0]=1 :: else fi }
          :: else -> skip fi; lo=0; lv=0
#endif
#ifdef CARRY
  :: atomic { noticed[me] && holdsOld[me] && !carried[me] && own[1]==0 && v[1]>0 -> own[1]=me; v[1]=0; carried[me]=1; wascarried=1 }
#endif
#ifdef NAIVECARRY
  :: noticed[me] && holdsOld[me] && !carried[me] ->
       atomic { if :: live[me] && own[1]==0 && v[1]>0 -> own[1]=me; v[1]=0; lo=1 :: else fi };
       if :: lo==1 -> lo=0; if :: atomic { live[me] -> carried[me]=1; assert(holdsOld[me]) /* else: inode 1 held by a live process that is in no critical section */ } :: !live[me] -> skip fi :: else -> skip fi
#endif
  od }
proctype U() { atomic { unl=1; v[1]=1; own[1]=0 } }
proctype Killer() { if :: atomic { crashReq[1]=1 } :: atomic { crashReq[2]=1 } :: skip fi }
init { atomic { v[0]=1; run J(1); run J(2); run R(1); run R(2); run U();
#ifdef FRESH
  run J(3);
#endif
#ifndef NOCRASH
  run Killer()
#endif
} }
