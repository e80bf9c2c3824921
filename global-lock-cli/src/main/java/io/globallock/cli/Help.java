package io.globallock.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help, as a manual page has it, and the version. */
final class Help {

    private static final int WIDTH = 100;

    private Help() {}

    static int print(Console console) {
        CommandLine commandLine = PicocliReader.commandLine();
        UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        usage.width(WIDTH);
        usage.customSynopsis(
                "global-lock LOCK get   [-t SEC] [-a SEC] [-m TEXT] [--takeover-delay SEC]",
                "       global-lock LOCK unget [-m REASON]",
                "       global-lock LOCK state [--json]",
                "       global-lock LOCK trace [-u SEC] [--json] [--changes]",
                "       global-lock LOCK run   [-t SEC] [-m TEXT] [--takeover-delay SEC] -- COMMAND ARG...",
                "       global-lock list [--json]",
                "       global-lock top [-u SEC]",
                "       global-lock doctor [LOCK]",
                "       global-lock reap [LOCK...] [--every SEC] [--takeover-delay SEC]",
                "       global-lock completion");
        usage.description(
                "%nLocks with a name that exclude all processes of this machine from each other, whatever they are written in,"
                        + " as long as they use the POSIX semaphore of that name.%n",
                "  get     claim the lock; without -a it stays locked until an unget",
                "  unget   free the lock, whoever holds it",
                "  state   who holds the lock",
                "  trace   the state again and again, until Ctrl-C",
                "  run     claim the lock, run a command, release the lock",
                "  list    all locks of this machine",
                "  top     the same, live; q ends it",
                "  doctor  what is wrong, and the command that mends it",
                "  reap    free the locks of owners that died",
                "  completion   a completion script for bash%n",
                "LOCK is a name of 1 to 251 ASCII characters, with or without a leading slash. The second word decides: in \"list"
                        + " state\" list is a lock. For a lock called state say \"doctor /state\". Behind -- nothing is an"
                        + " option. Options may stand before and behind the words.%n");
        usage.footer(
                "%nExit status: 0 done; 1 get, run: not in time; unget: nothing was locked; doctor: something is wrong; 2 wrong"
                        + " usage; 3 the system refuses. run: the command's own, 128 + N after signal N, 127 no such command, 126"
                        + " it cannot be run.",
                "%nExamples:",
                "  global-lock I2C_lock run -- i2cget -y 1 0x48     read a sensor while nobody else uses the bus",
                "  global-lock I2C_lock run -t -1 -- ./flash.sh     wait for the lock, however long it takes",
                "  global-lock I2C_lock get -t 2 && ...             hold it over several commands",
                "  global-lock I2C_lock unget                       ... and free it at the end",
                "  global-lock I2C_lock trace --changes             watch who takes it",
                "  global-lock doctor                               the lock hangs: why?",
                "  eval \"$(global-lock completion)\"                 completion for this shell");
        console.out().print(commandLine.getUsageMessage(Ansi.OFF));
        return ExitStatus.DONE;
    }

    static int version(Console console) {
        String version = Help.class.getPackage().getImplementationVersion();
        console.say("global-lock " + (version == null ? "(not packaged)" : version));
        return ExitStatus.DONE;
    }
}
