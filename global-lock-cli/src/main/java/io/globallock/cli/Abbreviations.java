package io.globallock.cli;

/** Writes abbreviated long options out, as argparse understands them: {@code --get 1}, {@code --auto=2}. */
final class Abbreviations {

    private Abbreviations() {}

    /** @throws UsageException if one is ambiguous */
    static String[] writtenOut(String[] args) {
        String[] whole = args.clone();
        int end = Line.optionsEnd(args);
        for (int i = 0; i < end; i++) {
            String arg = args[i];
            if (!arg.startsWith("--") || Option.named(arg) != null) {
                Option exact = Option.named(arg);
                i += exact != null && exact.value() != null ? 1 : 0; // its value is no option
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            Option option = Option.named(name);
            option = option == null ? Option.abbreviated(name) : option;
            if (option != null) {
                whole[i] = option.longName() + (equals < 0 ? "" : arg.substring(equals));
                i += equals < 0 && option.value() != null ? 1 : 0;
            }
        }
        return whole;
    }
}
