package dev.strand.status.bulk;

import dev.strand.core.log.RawJson;
import dev.strand.status.fleet.Asking;
import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.table.TableReader;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for jobs.
 *
 * @param jobs those of the instance that is asked
 * @param jobId only this one, or null for all
 * @param stops whether it shall stop
 */
record JobsQuestion(BulkJobs jobs, @Nullable String jobId, boolean stops)
        implements Question<List<RawJson>> {
    static final String KIND = "jobs";

    /** The kind of question. */
    @Factory
    static class Askings {
        @Singleton
        @Named(KIND)
        Asking jobs(BulkJobs jobs) {
            return new Asking(
                    KIND,
                    in -> new JobsQuestion(jobs, Wire.readOptionalText(in), in.readBoolean()));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean needsMemory() {
        return true;
    }

    @Override
    public List<RawJson> answer(List<TableReader> tables) {
        return jobs.of(jobId, stops);
    }

    @Override
    public List<RawJson> merged(List<List<RawJson>> answers) {
        return answers.stream().flatMap(List::stream).toList();
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, jobId);
        out.writeBoolean(stops);
    }

    @Override
    public void writeAnswer(DataOutputStream out, List<RawJson> answer) throws IOException {
        Wire.writeList(out, answer, (to, job) -> Wire.writeBytes(to, job.utf8()));
    }

    @Override
    public List<RawJson> readAnswer(DataInputStream in) throws IOException {
        return Wire.readList(in, from -> RawJson.ofUtf8(Wire.readBytes(from)));
    }
}
