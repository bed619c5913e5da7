package dev.strand.quickstart;

import dev.strand.quickstart.console.Interrupts;
import dev.strand.quickstart.console.LogSetup;
import dev.strand.quickstart.console.Texts;
import dev.strand.quickstart.options.OptionParser;
import dev.strand.quickstart.options.Options;
import dev.strand.quickstart.options.UsageException;
import dev.strand.quickstart.parts.Quickstart;
import dev.strand.quickstart.parts.StartException;
import dev.strand.tracing.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts all of Strand in this JVM and runs until it is told to stop. Exit status 2: the command
 * line; 1: the start failed.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** See {@link OptionParser#HELP}. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> all = List.of(arguments);
        if (all.contains("--help") || all.contains("-h")) {
            System.out.print(OptionParser.HELP);
            return;
        }
        try {
            run(OptionParser.parse(all));
        } catch (UsageException e) {
            exit(WRONG_USAGE, e);
        } catch (StartException e) {
            exit(FAILED, e);
        }
    }

    private static void run(Options options) throws InterruptedException {
        Path data = usable(options.dataDirectory().toAbsolutePath().normalize());
        Path log = LogSetup.configure(data);
        Tracing tracing = tracing();
        Quickstart quickstart = new Quickstart(options, System.out::println);
        Interrupts.handle(() -> System.out.println(Texts.stopping()));
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    quickstart.close();
                                    tracing.close();
                                },
                                "shutdown"));
        System.out.println(Texts.starting(data));
        if (quickstart.start()) {
            System.out.println(
                    Texts.ready(
                            quickstart.ingestUrl(),
                            quickstart.statusUrl(),
                            quickstart.bootstrapServers(),
                            log));
        }
        new CountDownLatch(1).await();
    }

    private static Tracing tracing() {
        try {
            return Tracing.install("strand");
        } catch (RuntimeException e) {
            throw new StartException("The settings of OpenTelemetry are wrong: " + e.getMessage());
        }
    }

    private static Path usable(Path data) {
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw new UsageException(
                    "The data directory %s cannot be created (%s); choose another one with --data DIR."
                            .formatted(data, e));
        }
    }

    private static void exit(int status, RuntimeException reason) {
        System.err.println(reason.getMessage());
        System.exit(status);
    }
}
