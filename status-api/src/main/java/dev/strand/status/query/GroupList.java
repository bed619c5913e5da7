package dev.strand.status.query;

import dev.strand.status.fleet.Question;
import dev.strand.status.fleet.Wire;
import dev.strand.status.query.Groups.FoundGroup;
import dev.strand.status.table.GroupCondition;
import dev.strand.status.table.TableReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a part of a list of groups.
 *
 * @param state only groups in this state, or null for all
 * @param prefix only groups whose ids begin with this; all where it is empty. By id only
 * @param order in which order
 * @param limit most groups, positive
 * @param after key of the group that the page before ended with, or null for the first page
 * @param counts whether the length of the whole list is wanted
 */
public record GroupList(
        @Nullable GroupCondition state,
        String prefix,
        GroupOrder order,
        int limit,
        @Nullable Bytes after,
        boolean counts)
        implements Question<Slice<FoundGroup>> {
    /** Its kind. */
    public static final String KIND = "group-list";

    /** Names the list for its cursors. */
    public String name() {
        return "groups" + state + order + prefix;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Slice<FoundGroup> answer(List<TableReader> tables) {
        Slice<FoundGroup> found =
                order == GroupOrder.ID
                        ? GroupPages.read(tables, this)
                        : LivePages.read(tables, this);
        long total = counts && prefix.isEmpty() ? GroupPages.total(tables, this) : Slice.UNKNOWN;
        return new Slice<>(found.items(), found.reached(), total);
    }

    @Override
    public Slice<FoundGroup> merged(List<Slice<FoundGroup>> answers) {
        return Slice.merged(answers, limit);
    }

    @Override
    public boolean needsMemory() {
        return order != GroupOrder.ID;
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        Wire.writeText(out, state == null ? null : state.name());
        Wire.writeText(out, prefix);
        Wire.writeText(out, order.name());
        out.writeInt(limit);
        Wire.writeKey(out, after);
        out.writeBoolean(counts);
    }

    /** Reads the question. */
    public static GroupList read(DataInputStream in) throws IOException {
        String state = Wire.readOptionalText(in);
        return new GroupList(
                state == null ? null : GroupCondition.valueOf(state),
                Wire.readText(in),
                GroupOrder.valueOf(Wire.readText(in)),
                in.readInt(),
                Wire.readOptionalKey(in),
                in.readBoolean());
    }

    @Override
    public void writeAnswer(DataOutputStream out, Slice<FoundGroup> answer) throws IOException {
        Rows.writeSlice(out, answer, Rows::writeGroup);
    }

    @Override
    public Slice<FoundGroup> readAnswer(DataInputStream in) throws IOException {
        return Rows.readSlice(in, Rows::readGroup);
    }
}
