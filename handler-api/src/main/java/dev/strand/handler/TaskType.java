package dev.strand.handler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the types of task that a {@link TaskHandler} does. In one process every type has at most
 * one handler.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TaskType {

    /**
     * One or more type names, each 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}. The first one
     * also names the settings of the handler: {@code strand.handlers.<first name>.*}.
     */
    String[] value();
}
