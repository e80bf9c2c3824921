package io.globallock.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reads any command line, and explains what is wrong with it. */
final class PicocliReader {

    private PicocliReader() {}

    /** @throws UsageException if an option is unknown or lacks its value */
    static Line read(String[] args) {
        String[] head = Arrays.copyOf(args, Line.optionsEnd(args));
        ParseResult parsed;
        try {
            parsed = commandLine(null).parseArgs(head);
        } catch (ParameterException e) {
            throw new UsageException(explain(e));
        }
        Map<Option, String> options = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            if (parsed.hasMatchedOption(option.longName())) {
                options.put(option, option.value() == null ? "" : parsed.matchedOptionValue(option.longName(), ""));
            }
        }
        @Nullable List<String> words = parsed.matchedPositionalValue(0, List.of());
        return new Line(options, words == null ? List.of() : words, Line.rest(args));
    }

    private static String explain(ParameterException e) {
        List<String> meant =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return e.getMessage() + (meant.isEmpty() ? "" : ", did you mean " + String.join(" or ", meant));
    }

    /**
     * All options and words, without what they mean together.
     *
     * @param only if not null, the options of that word
     */
    static CommandLine commandLine(@Nullable Word only) {
        CommandSpec spec = CommandSpec.create().name("global-lock");
        for (Option option : Option.values()) {
            if (only != null && !only.accepts(option) && option != Option.HELP) {
                continue;
            }
            OptionSpec.Builder builder = OptionSpec.builder(option.names()).description(option.help());
            String value = option.value();
            spec.addOption(
                    value == null
                            ? builder.type(boolean.class).build()
                            : builder.type(String.class).paramLabel(value).build());
        }
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true)
                .build());
        return new CommandLine(spec);
    }
}
