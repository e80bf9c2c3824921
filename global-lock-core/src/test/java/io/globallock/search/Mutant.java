package io.globallock.search;

import static io.globallock.search.Edit.affirm;
import static io.globallock.search.Edit.after;
import static io.globallock.search.Edit.alwaysJump;
import static io.globallock.search.Edit.before;
import static io.globallock.search.Edit.skip;
import static io.globallock.search.Edit.storeBlindly;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The library with one check less or two steps exchanged, and the scenario that finds it. */
@SuppressWarnings("ImmutableEnumChecker") // what an edit does, it does to what it is given
enum Mutant {
    PERMIT_IS_TAKEN_BY_A_STORE(
            Scenario.PERMIT_EXCLUDES, storeBlindly("Permit$Sync", "tryAcquire", "compareAndSetState")),
    OLD_STAMP_FREES_THE_PERMIT(
            Scenario.PERMIT_OLD_STAMPS, storeBlindly("Permit$Sync", "tryRelease", "compareAndSetState")),
    PERMIT_IS_TAKEN_PAST_ITS_QUEUE(
            Scenario.PERMIT_NOBODY_OVERTAKES, skip("Permit$Sync", "tryAcquire", "hasQueuedPredecessors", 1)),
    FIFO_PERMIT_IS_TAKEN_BY_A_STORE(
            Scenario.FIFO_PERMIT_EXCLUDES, storeBlindly("mps.FifoPermit$Queue", "tryAcquire", "compareAndSet")),
    FIFO_PERMIT_IS_TAKEN_PAST_ITS_QUEUE(
            Scenario.FIFO_PERMIT_NOBODY_OVERTAKES,
            skip("mps.FifoPermit$Queue", "tryAcquire", "hasQueuedPredecessors", 1)),
    PERMIT_IS_BACK_BEFORE_THE_GATE_IS_LEFT(
            Scenario.TAKES_TURNS, before("Occupancy", "exit", "leave", Mutant::givePermitBack)),
    PERMIT_STAYS_WITH_WHOEVER_TIMED_OUT(Scenario.TIMES_OUT, skip("Entrance", "getIn", "finishLate", 1)),
    PERMIT_STAYS_WITH_WHOEVER_IS_INTERRUPTED(Scenario.INTERRUPTS, skip("Entrance", "getIn", "finishLate", 1)),
    INTERRUPT_IS_SWALLOWED(Scenario.INTERRUPTS, skip("Entrance", "enter", "interrupt", 1)),
    HELPER_AND_WAITER_BOTH_HAVE_THE_CLAIM(Scenario.INTERRUPTS_HELPED, skip("HelperWait", "enter", "abandon", 1)),
    CANCELLED_WAIT_COUNTS_AS_DONE(Scenario.INTERRUPTS_HELPED, affirm("HelperWait", "run", "move", 2)),
    HELPER_DOES_NOT_WAKE_THE_WAITER(Scenario.TIMES_OUT_HELPED, skip("HelperWait", "run", "unpark", 1)),
    RELEASE_BEGINS_BY_A_STORE(Scenario.RELEASES_TWICE, storeBlindly("HeldClaim", "startLeaving", "compareAndSet")),
    FORCE_BEGINS_BY_A_STORE(Scenario.FORCES, storeBlindly("HeldClaim", "startLeaving", "compareAndSet")),
    NESTED_CLAIM_DOES_NOT_LOOK_AT_THE_PHASE(Scenario.NESTS_AND_FORCES, alwaysJump("HeldClaim", "nest", 1)),
    NESTED_CLAIM_IS_COUNTED_BY_A_STORE(Scenario.NESTS_AND_FORCES, storeBlindly("HeldClaim", "nest", "compareAndSet")),
    LOSS_IS_NOTICED_WITHOUT_ASKING_THE_GATE(
            Scenario.FORCED_BY_ANOTHER_PROCESS, skip("Occupancy", "noticeLoss", "isInside", 1)),
    LOSS_IS_NOTICED_BY_A_STORE(Scenario.IS_NOT_FORCED, storeBlindly("HeldClaim", "startLeaving", "compareAndSet")),
    LOSS_IS_NOTICED_BY_A_WORD_READ_TOO_LATE(
            Scenario.IS_NOT_FORCED, after("Occupancy", "noticeLoss", "isInside", Mutant::readWordAgain)),
    CLAIM_DOES_NOT_LOOK_AGAIN_AFTER_THE_QUEUE(Scenario.CLOSES, skip("Entrance", "getIn", "checkUsable", 1)),
    CLOSE_DOES_NOT_TAKE_THE_PERMIT(Scenario.CLOSES, affirm("Entrance", "close", "takePermit", 1)),
    CLOSE_KEEPS_THE_PERMIT(Scenario.CLOSES, skip("Entrance", "close", "release", 1)),
    REAPER_TAKES_THE_RELEASERS_ANSWER(Scenario.REAPER_LOOKS, skip("Occupancy", "finished", "move", 2)),
    REAPER_TAKES_THE_SECOND_TRYS_ANSWER(Scenario.LEAVE_FAILS, skip("Occupancy", "finished", "move", 2)),
    REAPER_DOES_NOT_RELEASE(Scenario.NOBODY_RELEASES, skip("Occupancy", "tick", "releaseOrphan", 1)),
    LEAVING_LOCKED_DOES_NOT_WAIT_FOR_A_FORCE(
            Scenario.FORCE_FAILS_BESIDE_LEAVING_LOCKED, alwaysJump("HeldClaim", "leaveLocked", 1)),
    RELEASE_DOES_NOT_WAIT_FOR_A_FORCE(Scenario.FORCE_FAILS, alwaysJump("HeldClaim", "surface", 4)),
    REAPER_MENDS_WITHOUT_THE_PERMIT(Scenario.ENTER_FAILS, affirm("Entrance", "mend", "tryAcquire", 1));

    private final Scenario scenario;
    private final Edit edit;

    Mutant(Scenario scenario, Edit edit) {
        this.scenario = scenario;
        this.edit = edit;
    }

    Scenario scenario() {
        return scenario;
    }

    Edit edit() {
        return edit;
    }

    /** {@code seen = claim.word()}, in {@code Occupancy.noticeLoss(HeldClaim claim)}, whose first variable is {@code seen}. */
    private static void readWordAgain(MethodVisitor out) {
        out.visitVarInsn(Opcodes.ALOAD, 1);
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "io/globallock/HeldClaim", "word", "()I", false);
        out.visitVarInsn(Opcodes.ISTORE, 2);
    }

    /** {@code permit.release(claim.stamp)}, in {@code Occupancy.exit(HeldClaim claim, ...)}. */
    private static void givePermitBack(MethodVisitor out) {
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitFieldInsn(Opcodes.GETFIELD, "io/globallock/Occupancy", "permit", "Lio/globallock/Permit;");
        out.visitVarInsn(Opcodes.ALOAD, 1);
        out.visitFieldInsn(Opcodes.GETFIELD, "io/globallock/HeldClaim", "stamp", "I");
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "io/globallock/Permit", "release", "(I)V", false);
    }
}
