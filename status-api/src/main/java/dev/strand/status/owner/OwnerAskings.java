package dev.strand.status.owner;

import dev.strand.status.fleet.Asking;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kind of question about owners. */
@Factory
class OwnerAskings {
    @Singleton
    @Named(OwnersQuestion.KIND)
    Asking owners(Owners owners) {
        return new Asking(OwnersQuestion.KIND, in -> new OwnersQuestion(owners));
    }
}
