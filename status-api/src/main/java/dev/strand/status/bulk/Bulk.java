package dev.strand.status.bulk;

import dev.strand.core.log.RawJson;
import dev.strand.status.control.Accepted;
import dev.strand.status.control.Controls;
import dev.strand.status.control.Controls.Remark;
import dev.strand.status.fleet.Fleet;
import dev.strand.status.problem.ProblemException;
import dev.strand.status.query.FoundTask;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something with many tasks: a command for each, in the order of their submissions, never more
 * than a few unacknowledged. A job lives in the instance that took it and ends with it; asking for
 * the same again goes on where it ended, since what was done is left out then. For use by several
 * threads.
 */
@Singleton
public class Bulk {
    private static final Logger LOG = LoggerFactory.getLogger(Bulk.class);
    private static final int MAX_IN_FLIGHT = 100;
    private static final int MAX_EXAMPLES = 10;
    private static final int MAX_GROUPS = 100_000;
    private static final long MAX_PARK_NANOS = 500_000_000L;

    private final BulkJobs jobs;
    private final Fleet fleet;
    private final BulkTargets targets;
    private final Controls controls;
    private final ExecutorService work;

    Bulk(
            BulkJobs jobs,
            Fleet fleet,
            BulkTargets targets,
            Controls controls,
            @Named("status-work") ExecutorService work) {
        this.jobs = jobs;
        this.fleet = fleet;
        this.targets = targets;
        this.controls = controls;
        this.work = work;
    }

    /**
     * What a request would do.
     *
     * @param matching tasks
     * @param groups groups that they belong to, at most {@value #MAX_GROUPS}
     * @param inPlace those of the tasks that would run again in their place
     * @param examples some of the tasks
     */
    public record Preview(long matching, long groups, long inPlace, List<FoundTask> examples) {}

    /** Counts what a request would do. Takes as long as reading all those tasks. */
    public Preview preview(BulkRequest request) {
        long[] matching = {0};
        long[] inPlace = {0};
        Set<String> groups = new HashSet<>();
        List<FoundTask> examples = new ArrayList<>();
        targets.walk(
                request,
                task -> {
                    matching[0]++;
                    inPlace[0] += request.isInPlace() && task.row().holdsItsGroup() ? 1 : 0;
                    if (groups.size() < MAX_GROUPS) {
                        groups.add(task.row().id().groupId());
                    }
                    if (examples.size() < MAX_EXAMPLES) {
                        examples.add(task);
                    }
                    return true;
                });
        return new Preview(matching[0], groups.size(), inPlace[0], examples);
    }

    /**
     * Begins to do it.
     *
     * @return the id of the job, and how many tasks it is about
     * @throws ProblemException 503 if too many go on already
     */
    public Begun begin(BulkRequest request) {
        long matching = preview(request).matching();
        BulkJob job = new BulkJob(UUID.randomUUID().toString(), request, matching);
        jobs.add(job);
        work.execute(() -> run(job));
        return new Begun(job.id(), matching);
    }

    /**
     * A job that has begun.
     *
     * @param jobId its id
     * @param matching how many tasks it is about
     */
    public record Begun(String jobId, long matching) {}

    private void run(BulkJob job) {
        Deque<CompletableFuture<?>> inFlight = new ArrayDeque<>();
        Pace pace = new Pace(job.request().ratePerSecond(), System.nanoTime());
        try {
            targets.walk(
                    job.request(),
                    task -> {
                        await(pace, job);
                        if (job.isRunning() && send(job, task, inFlight)) {
                            pace.goes(System.nanoTime());
                        }
                        return job.isRunning();
                    });
            while (!inFlight.isEmpty()) {
                inFlight.remove().join();
            }
            job.end(BulkJob.State.DONE, null);
        } catch (ProblemException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            job.end(BulkJob.State.FAILED, cause.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("jobId", job.id()).log("a bulk request failed");
            job.end(BulkJob.State.FAILED, "the server failed; its log says why");
        }
    }

    /** Whether a command went; none does where the state of the task does not allow it. */
    private boolean send(BulkJob job, FoundTask task, Deque<CompletableFuture<?>> inFlight) {
        CompletableFuture<Accepted> command = command(job, task);
        if (command == null) {
            job.skipped();
            return false;
        }
        inFlight.add(command.thenRun(job::sent));
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            inFlight.remove().join();
        }
        return true;
    }

    /** The command for one task; null where its state does not allow it any more. */
    private @Nullable CompletableFuture<Accepted> command(BulkJob job, FoundTask task) {
        Remark remark = job.request().remark();
        try {
            return switch (job.request().action()) {
                case RETRY, REDRIVE ->
                        job.request().isInPlace() && task.row().holdsItsGroup()
                                ? controls.retryInPlace(task, remark)
                                : controls.retry(task, remark);
                case CANCEL -> controls.cancel(task, remark);
            };
        } catch (ProblemException e) {
            if (e.problem().status() == 409) {
                return null;
            }
            throw e;
        }
    }

    /** Waits until the next command may go, or the job was stopped. */
    private static void await(Pace pace, BulkJob job) {
        long left = pace.leftNanos(System.nanoTime());
        while (left > 0 && job.isRunning()) {
            LockSupport.parkNanos(Math.min(left, MAX_PARK_NANOS));
            left = pace.leftNanos(System.nanoTime());
        }
    }

    /** A job of any instance, or null if none knows it. */
    public @Nullable RawJson job(String jobId) {
        return first(jobId, false);
    }

    /** All jobs that instances know. */
    public List<RawJson> all() {
        return fleet.ask(new JobsQuestion(jobs, null, false)).value();
    }

    /** Stops a job, and tells how it stands; null if no instance knows it. */
    public @Nullable RawJson stop(String jobId) {
        return first(jobId, true);
    }

    private @Nullable RawJson first(String jobId, boolean stops) {
        List<RawJson> found = fleet.ask(new JobsQuestion(jobs, jobId, stops)).value();
        return found.isEmpty() ? null : found.getFirst();
    }
}
