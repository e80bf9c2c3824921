package io.globallock.search;

/** The scenarios, by name: their classes are seen only in their own packages. */
enum Scenario {
    PERMIT_EXCLUDES("PermitPlays$Excludes"),
    PERMIT_OLD_STAMPS("PermitPlays$OldStamps"),
    PERMIT_NOBODY_OVERTAKES("PermitPlays$NobodyOvertakes"),
    FIFO_PERMIT_EXCLUDES("mps.FifoPermitPlays$Excludes"),
    FIFO_PERMIT_NOBODY_OVERTAKES("mps.FifoPermitPlays$NobodyOvertakes"),
    TAKES_TURNS("EntrancePlays$TakesTurns"),
    TIMES_OUT("EntrancePlays$TimesOut"),
    INTERRUPTS("EntrancePlays$Interrupts"),
    INTERRUPTS_HELPED("EntrancePlays$Interrupts"),
    TIMES_OUT_HELPED("EntrancePlays$TimesOut"),
    RELEASES_TWICE("EntrancePlays$ReleasesTwice"),
    FORCES("EntrancePlays$Forces"),
    NESTS_AND_FORCES("EntrancePlays$NestsAndForces"),
    IS_NOT_FORCED("EntrancePlays$IsNotForced"),
    FORCED_BY_ANOTHER_PROCESS("EntrancePlays$ForcedByAnotherProcess"),
    CLOSES("EntrancePlays$Closes"),
    REAPER_LOOKS("ReaperPlays$Looks"),
    LEAVE_FAILS("ReaperPlays$LeaveFails"),
    NOBODY_RELEASES("ReaperPlays$NobodyReleases"),
    FORCE_FAILS("ReaperPlays$ForceFails"),
    FORCE_FAILS_BESIDE_LEAVING_LOCKED("ReaperPlays$ForceFailsBesideLeavingLocked"),
    ENTER_FAILS("ReaperPlays$EnterFails");

    private final String type;

    Scenario(String type) {
        this.type = VariantLoader.OURS + type;
    }

    /** Whether the threads wait as virtual ones do: a helper waits for them. */
    boolean isVirtual() {
        return name().endsWith("_HELPED");
    }

    String type() {
        return type;
    }
}
