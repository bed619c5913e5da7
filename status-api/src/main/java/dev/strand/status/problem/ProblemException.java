package dev.strand.status.problem;

/** Ends a request with a problem. Not an error of the program: no stack trace is made. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends it with this one. */
    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What to tell the client. */
    public Problem problem() {
        return problem;
    }
}
