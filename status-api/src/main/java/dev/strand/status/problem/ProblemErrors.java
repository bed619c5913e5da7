package dev.strand.status.problem;

import dev.strand.status.page.Page;
import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes problems of the errors that the HTTP framework finds itself: unknown paths, methods. A path
 * that is unknown to the server may be a view of the page.
 */
@Singleton
@Primary
class ProblemErrors implements ErrorResponseProcessor<byte[]> {
    private final Page page;

    ProblemErrors(Page page) {
        this.page = page;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(
            ErrorContext context, MutableHttpResponse<?> response) {
        HttpStatus status = response.status();
        if (status == HttpStatus.NOT_FOUND) {
            MutableHttpResponse<byte[]> view = page.forNavigation(context.getRequest());
            if (view != null) {
                return view;
            }
        }
        String detail =
                context.getErrors().stream()
                        .map(error -> error.getMessage())
                        .collect(Collectors.joining("; "));
        Problem problem =
                Problem.of(
                        status.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        status.getReason(),
                        status.getCode(),
                        detail.isEmpty() ? status.getReason() : detail);
        return ProblemAnswers.into(context.getRequest(), problem, response);
    }
}
