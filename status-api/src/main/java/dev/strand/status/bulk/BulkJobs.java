package dev.strand.status.bulk;

import dev.strand.core.log.RawJson;
import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The jobs that this instance has taken: those that go on, and the last that have ended. */
@Singleton
class BulkJobs {
    private static final int MAX_JOBS = 100;
    private static final int MAX_RUNNING = 4;

    private final Map<String, BulkJob> jobs = new ConcurrentHashMap<>();

    /**
     * Takes a job.
     *
     * @throws ProblemException 503 if too many go on already
     */
    synchronized void add(BulkJob job) {
        if (jobs.values().stream().filter(BulkJob::isRunning).count() >= MAX_RUNNING) {
            throw new ProblemException(
                    Problem.unavailable(
                            "at most "
                                    + MAX_RUNNING
                                    + " bulk requests may go on at once; ask again later"));
        }
        if (jobs.size() >= MAX_JOBS) {
            jobs.values().stream()
                    .filter(each -> !each.isRunning())
                    .min(Comparator.comparingLong(BulkJob::finishedMillis))
                    .ifPresent(oldest -> jobs.remove(oldest.id()));
        }
        jobs.put(job.id(), job);
    }

    /**
     * Jobs as clients see them.
     *
     * @param jobId only this one, or null for all
     * @param stops whether it shall stop; what was sent is sent
     */
    List<RawJson> of(@Nullable String jobId, boolean stops) {
        List<BulkJob> meant =
                jobs.values().stream()
                        .filter(job -> jobId == null || jobId.equals(job.id()))
                        .toList();
        if (stops) {
            meant.forEach(job -> job.end(BulkJob.State.STOPPED, null));
        }
        return meant.stream().map(BulkJob::json).toList();
    }
}
