package dev.strand.schemas.task;

import dev.strand.core.log.OnFailure;
import dev.strand.core.log.Reserved;
import dev.strand.schemas.json.TextRule;
import dev.strand.schemas.json.Utf8;
import dev.strand.schemas.time.DurationFormat;
import dev.strand.schemas.time.TimeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules for single fields of submissions and commands, usable too for the same texts in paths
 * and headers.
 */
public final class TaskRules {
    /** Longest type and longest task id. */
    public static final int MAX_ID_CHARS = 128;

    /** Longest group id, in bytes of UTF-8. */
    public static final int MAX_GROUP_ID_BYTES = 256;

    /** Largest number of labels. */
    public static final int MAX_LABELS = 16;

    /** Longest label name. */
    public static final int MAX_LABEL_NAME_CHARS = 63;

    /** Longest label value, in characters. */
    public static final int MAX_LABEL_VALUE_CHARS = 256;

    /** Longest {@code by} of a command, in characters. */
    public static final int MAX_BY_CHARS = 256;

    /** Longest {@code reason} of a command, in characters. */
    public static final int MAX_REASON_CHARS = 1024;

    /** Longest {@code timeout}. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    /** Longest {@code retry.maxDelay}. */
    public static final Duration MAX_RETRY_DELAY = Duration.ofDays(365);

    private static final BitSet NAME_CHARS = asciiLettersDigitsAnd("._-");
    private static final BitSet TASK_ID_CHARS = asciiLettersDigitsAnd("._:-");

    /** Name of a handler. */
    public static final TextRule<String> TYPE =
            TextRule.of(
                    "must be a string of 1 to 128 characters of [A-Za-z0-9._-]",
                    "name the handler, for example email",
                    text -> isOf(text, MAX_ID_CHARS, NAME_CHARS));

    /** Identity of a task in its group. */
    public static final TextRule<String> TASK_ID =
            TextRule.of(
                    "must be a string of 1 to 128 characters of [A-Za-z0-9._:-]",
                    "use for example inv-2026-0042, or leave it out to have one made",
                    text -> isOf(text, MAX_ID_CHARS, TASK_ID_CHARS));

    /** Identity of a group. */
    public static final TextRule<String> GROUP_ID =
            TextRule.of(
                    "must be a string of 1 to 256 bytes of UTF-8 without control characters that"
                            + " does not start with ~",
                    "use for example customer-17, or leave it out for a task on its own",
                    TaskRules::isGroupId);

    /** Key of a record: a group id, or what stands for more than one group. */
    static final TextRule<String> KEY =
            TextRule.of(
                    GROUP_ID.rule() + ", or ~all, or ~type: and a type",
                    GROUP_ID.remedy(),
                    text ->
                            isGroupId(text)
                                    || text.equals(Reserved.ALL)
                                    || isType(Reserved.typeOf(text)));

    /** Name of a label. */
    static final TextRule<String> LABEL_NAME =
            TextRule.of(
                    "must have a name of 1 to 63 characters of [A-Za-z0-9._-]",
                    "rename the label, for example to tenant",
                    text -> isOf(text, MAX_LABEL_NAME_CHARS, NAME_CHARS));

    /** Value of a label. */
    static final TextRule<String> LABEL_VALUE =
            TextRule.of(
                    "must be a string of at most 256 characters",
                    "shorten it, or put it into the payload",
                    text -> isText(text, MAX_LABEL_VALUE_CHARS));

    /** Who gave a command. */
    public static final TextRule<String> BY =
            TextRule.of(
                    "must be a string of at most 256 characters",
                    "give a short name of who asks",
                    text -> isText(text, MAX_BY_CHARS));

    /** Why a command was given. */
    public static final TextRule<String> REASON =
            TextRule.of(
                    "must be a string of at most 1024 characters",
                    "shorten it",
                    text -> isText(text, MAX_REASON_CHARS));

    /** A point in time. */
    static final TextRule<Instant> TIME =
            new TextRule<>(
                    "must be an RFC 3339 time with offset",
                    "write it like 2026-12-01T08:00:00Z",
                    TimeFormat::parse);

    /** Longest time of an attempt. */
    static final TextRule<Duration> TIMEOUT =
            new TextRule<>(
                    "must be an ISO-8601 duration above zero, at most P1D",
                    "write it like PT30S",
                    text -> inRange(DurationFormat.parse(text), Duration.ofNanos(1), MAX_TIMEOUT));

    /** Time between attempts. */
    static final TextRule<Duration> RETRY_DELAY =
            new TextRule<>(
                    "must be an ISO-8601 duration of zero or more, at most P365D",
                    "write it like PT1S",
                    text -> inRange(DurationFormat.parse(text), Duration.ZERO, MAX_RETRY_DELAY));

    /** What follows a failure. */
    static final TextRule<OnFailure> ON_FAILURE =
            new TextRule<>("must be CONTINUE or PARK", "choose one of them", TaskRules::onFailure);

    private static final int TRACEPARENT_CHARS = 55;
    private static final String TRACEPARENT_FORM =
            "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";

    private TaskRules() {}

    /**
     * The trace context in a header, or null where there is none or it is malformed: then it is
     * ignored, as W3C asks.
     */
    public static @Nullable String traceparent(@Nullable String header) {
        if (header == null || header.length() != TRACEPARENT_CHARS) {
            return null;
        }
        for (int i = 0; i < TRACEPARENT_CHARS; i++) {
            char c = header.charAt(i);
            boolean isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (TRACEPARENT_FORM.charAt(i) == '-' ? c != '-' : !isHex) {
                return null;
            }
        }
        return header;
    }

    private static boolean isGroupId(String text) {
        if (text.isEmpty() || text.charAt(0) == '~') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        int size = Utf8.sizeBytes(text);
        return size > 0 && size <= MAX_GROUP_ID_BYTES;
    }

    private static boolean isType(@Nullable String text) {
        return text != null && isOf(text, MAX_ID_CHARS, NAME_CHARS);
    }

    private static boolean isText(String text, int maxChars) {
        return text.codePointCount(0, text.length()) <= maxChars && Utf8.sizeBytes(text) >= 0;
    }

    private static boolean isOf(String text, int maxChars, BitSet allowed) {
        if (text.isEmpty() || text.length() > maxChars) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Duration inRange(
            @Nullable Duration duration, Duration min, Duration max) {
        boolean isInside =
                duration != null && duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
        return isInside ? duration : null;
    }

    private static @Nullable OnFailure onFailure(String text) {
        for (OnFailure value : OnFailure.values()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        return null;
    }

    private static BitSet asciiLettersDigitsAnd(String others) {
        BitSet allowed = new BitSet(128);
        allowed.set('a', 'z' + 1);
        allowed.set('A', 'Z' + 1);
        allowed.set('0', '9' + 1);
        others.chars().forEach(allowed::set);
        return allowed;
    }
}
