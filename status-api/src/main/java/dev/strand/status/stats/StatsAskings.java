package dev.strand.status.stats;

import dev.strand.status.fleet.Asking;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kind of question about figures. */
@Factory
class StatsAskings {
    @Singleton
    @Named(StatsQuestion.KIND)
    Asking stats(LocalFigures figures) {
        return new Asking(StatsQuestion.KIND, in -> new StatsQuestion(figures));
    }
}
