package dev.strand.ingest.problem;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/**
 * Gives the errors that the framework notices (no such address, method, media type ...) the same
 * form as our own.
 */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class FrameworkProblems implements ErrorResponseProcessor<byte[]> {
    private static final String BUG = "This is a fault of the service; its log says more.";

    @Override
    @SuppressWarnings("unchecked") // without a body the type of the body does not matter
    public MutableHttpResponse<byte[]> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        if (request.getMethod() == HttpMethod.HEAD) {
            return (MutableHttpResponse<byte[]>) response;
        }
        ProblemType type = ProblemType.ofStatus(response.code(), response.reason());
        Problem problem = new Problem(type, detail(type, context, response));
        return response.contentType(Problem.MEDIA_TYPE).body(problem.toJson(request.getPath()));
    }

    private static String detail(
            ProblemType type, ErrorContext context, MutableHttpResponse<?> response) {
        if (type.status() >= 500) {
            return BUG;
        }
        String errors =
                context.getErrors().stream()
                        .map(Error::getMessage)
                        .collect(Collectors.joining("; "));
        return errors.isEmpty() ? response.reason() : errors;
    }
}
