package dev.strand.handler;

import java.util.List;

/**
 * Handlers cannot be used as they are configured or packaged. Carries every problem that was found,
 * not only the first.
 */
public class HandlerSetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * An exception for the given problems.
     *
     * @param problems one sentence each, at least one, without secrets
     */
    public HandlerSetupException(List<String> problems) {
        super(problems.size() == 1 ? problems.getFirst() : describe(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order in which they were found. */
    public List<String> problems() {
        return problems;
    }

    private static String describe(List<String> problems) {
        return problems.size()
                + " problems with the task handlers:\n- "
                + String.join("\n- ", problems);
    }
}
