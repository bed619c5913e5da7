package dev.strand.status.error;

import dev.strand.status.fleet.Asking;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kind of question about errors. */
@Factory
class ErrorAskings {
    @Singleton
    @Named(ErrorsQuestion.KIND)
    Asking errors(Errors errors) {
        return new Asking(ErrorsQuestion.KIND, in -> new ErrorsQuestion(errors));
    }
}
