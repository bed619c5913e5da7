package dev.strand.testing.openapi;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares answers of a running service with its document, and remembers which of the documented
 * answers were given. For one thread.
 */
public final class DocumentedAnswers {
    private static final int MOST_TEXT = 300;

    private final OpenApiDocument document;
    private final Set<String> seen = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    /** Nothing seen yet. */
    public DocumentedAnswers(OpenApiDocument document) {
        this.document = document;
    }

    /** Compares an answer. */
    public void check(HttpResponse<String> answer) {
        String uri = answer.request().uri().getRawPath();
        check(
                answer.request().method(),
                uri,
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    /** Compares an answer; {@code contentType} may have parameters. */
    public void check(String method, String path, int status, String contentType, String body) {
        String what = method + " " + path + " is answered with " + status + " " + contentType;
        String operation = document.operationOf(method, path);
        if (operation == null) {
            wrong.add(what + ", an operation that is not documented");
            return;
        }
        String answer = status + " " + contentType.replaceFirst(";.*", "").strip();
        if (!document.answers(operation).contains(answer)) {
            wrong.add(what + ", which is not documented: " + body);
            return;
        }
        seen.add(operation + " " + answer);
        for (String error : document.errors(operation, answer, body)) {
            String text = body.substring(0, Math.min(MOST_TEXT, body.length()));
            wrong.add(what + ", " + error + " in " + text);
        }
    }

    /** What was wrong with the answers; empty if all were as documented. */
    public List<String> wrong() {
        return List.copyOf(new TreeSet<>(wrong));
    }

    /** The documented answers that were not given, such as {@code GET /api/me 401 text/plain}. */
    public Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (String operation : document.operations()) {
            for (String answer : document.answers(operation)) {
                missing.add(operation + " " + answer);
            }
        }
        missing.removeAll(seen);
        return missing;
    }
}
