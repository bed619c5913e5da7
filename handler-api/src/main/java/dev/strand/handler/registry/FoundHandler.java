package dev.strand.handler.registry;

import com.fasterxml.jackson.databind.JavaType;
import dev.strand.handler.HandlerJson;
import dev.strand.handler.TaskHandler;
import dev.strand.handler.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A handler before it is accepted into the registry.
 *
 * @param handler the handler itself
 * @param types the task types it is to do, at least one
 * @param payloadType what it takes, with all type arguments known
 * @param resultType what it returns
 * @param origin where it was found, as the words behind its class name: {@code registered}
 */
record FoundHandler(
        TaskHandler<?, ?> handler,
        List<String> types,
        JavaType payloadType,
        JavaType resultType,
        String origin) {

    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    FoundHandler {
        types = List.copyOf(types);
    }

    /**
     * A handler that says by its annotation and its type arguments what it does; {@code problems}
     * takes what is wrong.
     */
    static List<FoundHandler> inspect(
            TaskHandler<?, ?> handler, String origin, List<String> problems) {
        Class<?> handlerClass = handler.getClass();
        String subject = handlerClass.getName() + " (" + origin + ")";
        List<String> found = new ArrayList<>();
        TaskType annotation = handlerClass.getAnnotation(TaskType.class);
        if (annotation == null || annotation.value().length == 0) {
            found.add(subject + " must name its task types: add @TaskType(\"...\") to the class");
        } else {
            checkNames(subject, List.of(annotation.value()), found);
        }
        JavaType[] arguments = typeArguments(handlerClass);
        if (arguments.length != 2 || arguments[0].isJavaLangObject()) {
            found.add(
                    subject
                            + " must say what payload it takes, got: none or Object; declare the"
                            + " class as implements TaskHandler<YourPayload, YourResult>, or take"
                            + " JsonNode");
        }
        problems.addAll(found);
        return found.isEmpty() && annotation != null
                ? List.of(
                        new FoundHandler(
                                handler,
                                List.of(annotation.value()),
                                arguments[0],
                                arguments[1],
                                origin))
                : List.of();
    }

    /** A handler, perhaps a lambda, whose type and payload are given beside it. */
    static List<FoundHandler> given(
            String type, Class<?> payload, TaskHandler<?, ?> handler, List<String> problems) {
        List<String> found = new ArrayList<>();
        checkNames(handler.getClass().getName() + " (registered)", List.of(type), found);
        problems.addAll(found);
        JavaType[] arguments = typeArguments(handler.getClass());
        JavaType unknown = HandlerJson.mapper().constructType(Object.class);
        return found.isEmpty()
                ? List.of(
                        new FoundHandler(
                                handler,
                                List.of(type),
                                HandlerJson.mapper().constructType(payload),
                                arguments.length == 2 ? arguments[1] : unknown,
                                "registered"))
                : List.of();
    }

    /** The class and where it came from, for messages. */
    String describe() {
        return handler.getClass().getName() + " (" + origin + ")";
    }

    /** The type whose name the settings carry. */
    String settingsName() {
        return types.getFirst();
    }

    private static JavaType[] typeArguments(Class<?> handlerClass) {
        JavaType[] arguments =
                HandlerJson.mapper()
                        .constructType(handlerClass)
                        .findTypeParameters(TaskHandler.class);
        return arguments == null ? new JavaType[0] : arguments;
    }

    private static void checkNames(String subject, List<String> types, List<String> problems) {
        for (String type : types) {
            if (!TYPE_NAME.matcher(type).matches()) {
                problems.add(
                        subject
                                + " must name task types of 1 to 128 characters A-Z a-z 0-9 . _ -,"
                                + " got: '"
                                + type
                                + "'");
            }
        }
    }
}
