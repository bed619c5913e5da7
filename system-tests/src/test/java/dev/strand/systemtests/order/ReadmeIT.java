package dev.strand.systemtests.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strand.quickstart.options.OptionParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README does what the README says. */
@Timeout(420)
@ExtendWith(SharedStrand.class)
class ReadmeIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String LISTEN = "curl -N ";

    @TempDir private Path directory;

    @Test
    void shouldRunTheCommandsThatNeedNoMoreThanCurl(StrandProcess strand) throws Exception {
        Shell shell = new Shell(directory);

        String accepted = shell.run(strand.withPorts(Readme.command("curl -i ")));
        String outcome = shell.run(strand.withPorts(Readme.command("/api/tasks/hello-1")));
        String queue = shell.run(strand.withPorts(Readme.command("/api/groups/customer-17/tasks")));

        assertThat(accepted).contains(" 202 ").contains("\"taskId\":\"hello-1\"");
        assertThat(outcome).contains("\"COMPLETED\"").contains("\"hello\":\"world\"");
        assertThat(queue).contains("\"groupId\":\"customer-17\"", "\"queue\"");
    }

    @Test
    void shouldShowWhatHappensWhileItHappens(StrandProcess strand) throws Exception {
        // Given: the listener of the README, ended from outside as it never ends by itself
        String listen = strand.withPorts(Readme.command(LISTEN));
        Shell shell = new Shell(directory);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<String> heard =
                    CompletableFuture.supplyAsync(
                            () -> output(shell, "timeout 20 " + listen + " || [ $? = 124 ]"),
                            executor);
            // When: the group has work as long as it is listened to
            int number = 0;
            while (!heard.isDone()) {
                String taskId = "listened-" + number++;
                strand.post(Traced.task(taskId, "customer-17", 0)).get();
                assertThat(strand.outcome(taskId, LIMIT)).contains("\"COMPLETED\"");
            }
            // Then
            assertThat(heard.get()).contains("event: tasks").contains("listened-");
        }
    }

    @Test
    void shouldPublishWithKafkasTools(StrandProcess strand) throws Exception {
        Shell shell = new Shell(directory);
        Shell.assumeInstalled("kcat");
        List<String> publishing =
                Readme.commands().stream().filter(c -> c.startsWith("echo ")).toList();
        int before = completedDemos(strand);

        for (String command : publishing) {
            shell.run(strand.withPorts(command));
        }

        assertThat(publishing).hasSize(2);
        Awaitility.await().atMost(LIMIT).until(() -> completedDemos(strand) >= before + 2);
    }

    @Test
    void shouldInspectTheTopics(StrandProcess strand) throws Exception {
        Shell.assumeInstalled("kcat");
        Shell shell = new Shell(directory);
        strand.post(Traced.task("inspected-1", "inspected", 0)).get();
        strand.outcome("inspected-1", LIMIT);
        shell.run(
                strand.withPorts(
                        "echo 'inspected:no JSON' | kcat -b localhost:9092 -P -t strand.tasks -K :"
                                + " -X partitioner=murmur2_random"));

        String facts = shell.run(strand.withPorts(Readme.command("-C -t strand.status")));

        assertThat(facts).contains("inspected-1").doesNotContain("~owner");
        String rejected = strand.withPorts(Readme.command("-C -t strand.rejected"));
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(shell.run(rejected)).contains("strand-error", "no JSON"));
    }

    @Test
    void shouldNameCommandsOfTheLauncherThatExist() throws Exception {
        String help = new Shell(directory).run(Path.of("..", "strand").toRealPath() + " help");
        for (String command : Readme.commands()) {
            if (command.startsWith("./strand ")) {
                String[] words = command.replaceFirst("#.*", "").strip().split(" +", -1);
                assertThat(help).containsPattern("(?m)^  " + words[1] + " ");
                for (int i = 2; i < words.length; i++) {
                    assertThat(OptionParser.HELP).contains("  " + words[i] + " ");
                }
            }
        }
    }

    @Test
    void shouldHaveNoCommandThatNoTestKnows() throws Exception {
        assertThat(Readme.commands())
                .isNotEmpty()
                .allMatch(c ->
                        c.startsWith("./strand ")
                                || c.startsWith("curl ")
                                || (c.startsWith("echo '") && c.contains(" -P -t strand.tasks"))
                                || (c.startsWith("echo '")
                                        && c.contains("kafka-console-producer.sh"))
                                || c.startsWith("kcat -b localhost:9092 -C -t strand."));
    }

    /** Completed tasks of the type and group that the commands of the README use. */
    private static int completedDemos(StrandProcess strand) throws Exception {
        String page =
                strand.get("/api/tasks?status=COMPLETED&type=demo&group=customer-17&limit=100");
        return page.split("\"taskId\"", -1).length - 1;
    }

    private static String output(Shell shell, String command) {
        try {
            return shell.run(command);
        } catch (Exception e) {
            throw new IllegalStateException(command, e);
        }
    }
}
