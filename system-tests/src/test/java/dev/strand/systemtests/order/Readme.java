package dev.strand.systemtests.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The shell commands of the README and its pages, so that they can be run as they stand there. */
final class Readme {
    private static final Path FILE = Path.of("..", "README.md");
    private static final String BEGIN = "```sh";
    private static final String END = "```";

    /** Prose, in which an apostrophe opens no quote. */
    private static final Pattern COMMENT = Pattern.compile(" # .*");

    private Readme() {}

    /** Every command of every shell block, in order; a command may have several lines. */
    static List<String> commands() throws IOException {
        return commands(FILE);
    }

    /** The same of another page. */
    static List<String> commands(Path file) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean isInside = false;
        StringBuilder command = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(END)) {
                isInside = line.equals(BEGIN);
            } else if (isInside) {
                command.append(line).append('\n');
                if (isComplete(command)) {
                    addUnlessBlank(commands, command.toString().strip());
                    command.setLength(0);
                }
            }
        }
        if (!command.isEmpty()) {
            throw new AssertionError(file + " has an unfinished command: " + command);
        }
        return commands;
    }

    /** The one command that contains this text. */
    static String command(String part) throws IOException {
        List<String> found = commands().stream().filter(c -> c.contains(part)).toList();
        if (found.size() != 1) {
            throw new AssertionError("one command of README.md with " + part + ", got: " + found);
        }
        return found.getFirst();
    }

    private static boolean isComplete(CharSequence command) {
        String text = COMMENT.matcher(command).replaceAll("").stripTrailing();
        boolean isQuoteOpen = text.chars().filter(c -> c == '\'').count() % 2 != 0;
        return !isQuoteOpen && !text.endsWith("\\") && !text.endsWith("|");
    }

    private static void addUnlessBlank(List<String> commands, String command) {
        if (!command.isBlank()) {
            commands.add(command);
        }
    }
}
