package dev.strand.status.query;

import dev.strand.status.fleet.Asking;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The kinds of questions about tasks and groups. */
@Factory
class QueryAskings {
    @Singleton
    @Named(TaskList.KIND)
    Asking taskList() {
        return new Asking(TaskList.KIND, TaskList::read);
    }

    @Singleton
    @Named(FindTask.KIND)
    Asking findTask() {
        return new Asking(FindTask.KIND, FindTask::read);
    }

    @Singleton
    @Named(FindRun.KIND)
    Asking findRun() {
        return new Asking(FindRun.KIND, FindRun::read);
    }

    @Singleton
    @Named(FindGroup.KIND)
    Asking findGroup() {
        return new Asking(FindGroup.KIND, FindGroup::read);
    }

    @Singleton
    @Named(GroupList.KIND)
    Asking groupList() {
        return new Asking(GroupList.KIND, GroupList::read);
    }

    @Singleton
    @Named(QueuePart.KIND)
    Asking queuePart() {
        return new Asking(QueuePart.KIND, QueuePart::read);
    }

    @Singleton
    @Named(ClearingCount.KIND)
    Asking clearingCount() {
        return new Asking(ClearingCount.KIND, ClearingCount::read);
    }

    @Singleton
    @Named(Wall.KIND)
    Asking wall() {
        return new Asking(Wall.KIND, Wall::read);
    }
}
