package dev.strand.status.why;

import dev.strand.status.fleet.Asking;
import dev.strand.status.owner.Owners;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kind of question about what holds a group back. */
@Factory
class WhyAskings {
    @Singleton
    @Named(WhyQuestion.KIND)
    Asking why(Owners owners) {
        return new Asking(WhyQuestion.KIND, in -> WhyQuestion.read(owners, in));
    }
}
