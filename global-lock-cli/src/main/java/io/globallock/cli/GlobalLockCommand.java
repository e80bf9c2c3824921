package io.globallock.cli;

import io.globallock.GlobalLockException;

/** The program {@code global-lock}. */
public final class GlobalLockCommand {

    private GlobalLockCommand() {}

    /** Does what the arguments ask for and ends the JVM with the exit status. */
    public static void main(String[] args) {
        Console console = Console.standard();
        System.setErr(console.err()); // the log's
        int status = run(args, console);
        String lost = console.lost();
        if (lost != null) {
            console.complain("the answer cannot be written: " + lost);
            status = status == ExitStatus.DONE || status == ExitStatus.NO ? ExitStatus.REFUSED : status;
        }
        if (status != ExitStatus.DONE) {
            System.exit(status); // not always: since JDK 21 it asks for a logger first, which takes 25 ms
        }
    }

    /** As {@link #main}, within this JVM. */
    static int run(String[] given, Console console) {
        boolean debug = false;
        try {
            String[] args = Abbreviations.writtenOut(RawArguments.of(given));
            Line line = QuickReader.read(args);
            Arguments arguments = Arguments.of(line == null ? PicocliReader.read(args) : line);
            debug = arguments.has(Option.DEBUG);
            StandardErrorLog.configure(arguments);
            return perform(arguments, console);
        } catch (UsageException e) {
            String what = String.valueOf(e.getMessage());
            console.complain(what + (what.endsWith(".") ? "" : ".") + " See global-lock --help.");
            return ExitStatus.USAGE;
        } catch (GlobalLockException | RefusedException e) {
            trace(e, debug, console);
            console.complain(Complaint.of(e));
            return ExitStatus.REFUSED;
        } catch (RuntimeException | LinkageError e) {
            trace(e, debug, console);
            console.complain("unexpected " + e + ". Please report it, with what --debug prints.");
            return ExitStatus.REFUSED;
        }
    }

    private static void trace(Throwable e, boolean debug, Console console) {
        if (debug) {
            e.printStackTrace(console.err());
        }
    }

    private static int perform(Arguments arguments, Console console) {
        return switch (arguments.word()) {
            case GET -> GetCommand.run(arguments, console);
            case UNGET -> UngetCommand.run(arguments, console);
            case STATE -> StateCommand.run(arguments, console);
            case TRACE -> TraceCommand.run(arguments, console);
            case RUN -> RunCommand.run(arguments, console);
            case LIST -> ListCommand.run(arguments, console);
            case TOP -> TopCommand.run(arguments, console);
            case DOCTOR -> DoctorCommand.run(arguments, console);
            case REAP -> ReapCommand.run(arguments, console);
            case COMPLETION -> Completion.print(console);
            case CREATE -> CreateCommand.run(arguments, console);
            case HELP -> Help.print(arguments.about(), console);
            case VERSION -> Help.version(console);
        };
    }
}
