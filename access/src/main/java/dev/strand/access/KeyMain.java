package dev.strand.access;

import java.io.PrintStream;
import java.util.List;

/** {@code ./strand key}: makes an API key, and the entry of the settings that belongs to it. */
public final class KeyMain {
    private static final String USAGE =
            """
            Usage: ./strand key <name> <role>[+<role>]

              name   who uses the key, 1 to 64 of [A-Za-z0-9._@-]; actions are recorded under it
              role   submitter, viewer or operator (which includes viewer)

            Example: ./strand key ci submitter+viewer
            """;

    private KeyMain() {}

    /** Prints a new key; ends with status 1 if the arguments make none. */
    public static void main(String[] args) {
        if (!run(List.of(args), System.out, System.err)) {
            System.exit(1);
        }
    }

    /** Whether a key was made. */
    static boolean run(List<String> args, PrintStream out, PrintStream err) {
        if (args.size() != 2) {
            err.print(USAGE);
            return false;
        }
        String key = ApiKey.generate();
        String entry = args.get(0) + ":" + args.get(1) + ":" + ApiKey.hashOf(key);
        try {
            ApiKey.parse(entry);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return false;
        }
        out.println("Key, shown this once (clients send it as 'Authorization: Bearer <key>'):");
        out.println("  " + key);
        out.println("Entry for the settings of all services (several are separated by commas):");
        out.println("  STRAND_ACCESS_KEYS=" + entry);
        return true;
    }
}
