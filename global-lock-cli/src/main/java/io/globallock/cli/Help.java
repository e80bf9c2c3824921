package io.globallock.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help, as a manual page has it, and the version. */
final class Help {

    private static final int WIDTH = 100;

    private Help() {}

    /** @param about one word; null: all of them */
    static int print(@Nullable Word about, Console console) {
        CommandLine commandLine = PicocliReader.commandLine(about);
        UsageMessageSpec usage = commandLine.getCommandSpec().usageMessage();
        usage.width(WIDTH);
        if (about != null) {
            usage.customSynopsis("global-lock " + synopsis(about));
            usage.description("%n" + does(about) + "%n");
            console.out().print(commandLine.getUsageMessage(Ansi.OFF));
            return ExitStatus.DONE;
        }
        List<String> synopses = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (Word word : Word.values()) {
            if (word != Word.HELP && word != Word.VERSION) {
                synopses.add((synopses.isEmpty() ? "" : "       ") + "global-lock " + synopsis(word));
                words.append("  ")
                        .append(word)
                        .append(" ".repeat(12 - word.toString().length()))
                        .append(does(word))
                        .append("%n");
            }
        }
        usage.customSynopsis(synopses.toArray(new String[0]));
        usage.description(
                "%nLocks with a name that exclude all processes of this machine from each other, whatever they are written in,"
                        + " as long as they use the POSIX semaphore of that name.%n",
                words.toString(),
                "LOCK is a name of 1 to 251 ASCII characters, with or without a leading slash. The second word decides: in \"list"
                        + " state\" list is a lock. For a lock called state say \"doctor /state\". Behind -- nothing is an"
                        + " option. Options may stand before and behind the words, long ones abbreviated. \"global-lock help run\" tells about one word.%n");
        usage.footer(
                "%nExit status: 0 done; 1 get, run: not in time; unget: nothing was locked; doctor: something is wrong; 2 wrong"
                        + " usage; 3 the system refuses. run: the command's own, 128 + N after signal N, 127 no such command, 126"
                        + " it cannot be run.",
                "%nExamples:",
                "  global-lock I2C_lock run -- i2cget -y 1 0x48     read a sensor while nobody else uses the bus",
                "  global-lock I2C_lock run -n -- ./flash.sh        or not at all, if somebody has it",
                "  global-lock I2C_lock get -t 2 && ...             hold it over several commands",
                "  global-lock I2C_lock unget                       ... and free it at the end",
                "  global-lock I2C_lock trace --changes             watch who takes it",
                "  global-lock doctor                               the lock hangs: why?",
                "  eval \"$(global-lock completion)\"                 completion for this shell");
        console.out().print(commandLine.getUsageMessage(Ansi.OFF));
        return ExitStatus.DONE;
    }

    private static String synopsis(Word word) {
        return switch (word) {
            case GET -> "LOCK get [-t SEC | -n] [-E N] [-a SEC] [-m TEXT] [--mode MODE] [--group GROUP]";
            case UNGET -> "LOCK unget [--token N] [-m REASON]";
            case STATE -> "LOCK state [--exit-code] [--json [--full]]";
            case TRACE -> "LOCK trace [-u SEC] [--json] [--changes]";
            case RUN ->
                "LOCK run [-t SEC | -n] [-E N] [-m TEXT] [--mode MODE] [--group GROUP] -- COMMAND ARG... | -c LINE";
            case CREATE -> "create LOCK... [--mode MODE] [--group GROUP]";
            case LIST -> "list [-o COLUMNS] [--noheadings] [--json [--full]]";
            case TOP -> "top [-u SEC]";
            case DOCTOR -> "doctor [LOCK] [--full]";
            case REAP -> "reap [LOCK...] [--every SEC] [--takeover-delay SEC]";
            case COMPLETION -> "completion";
            case HELP -> "help [WORD]";
            case VERSION -> "--version";
        };
    }

    private static String does(Word word) {
        return switch (word) {
            case GET -> "claim the lock; without -a it stays locked until an unget";
            case UNGET -> "free the lock, whoever holds it";
            case STATE -> "who holds the lock";
            case TRACE -> "the state again and again, until Ctrl-C";
            case RUN -> "claim the lock, run a command, release the lock";
            case CREATE -> "make locks for later, with the mode and group they need";
            case LIST -> "all semaphores of this machine";
            case TOP -> "the same, live; q ends it";
            case DOCTOR -> "what is wrong, and the command that mends it";
            case REAP -> "free the locks of owners that died";
            case COMPLETION -> "a completion script for bash";
            case HELP -> "this text, or about one word";
            case VERSION -> "the version";
        };
    }

    static int version(Console console) {
        String version = Help.class.getPackage().getImplementationVersion();
        console.say("global-lock " + (version == null ? "(not packaged)" : version));
        return ExitStatus.DONE;
    }
}
