/**
 * Who may do what over HTTP, the same in every service: API keys, bearer tokens, roles, and the
 * limits that hold for every client.
 *
 * <p><b>Where a route gets its rule:</b> every controller method, or its class, carries
 * {@code @Secured} with a constant of {@link dev.strand.access.Roles} (or {@code
 * SecurityRule.IS_ANONYMOUS} for what everybody may see). A route without one is refused to
 * everybody once authentication is on, and fails the test {@code RoutesTest} of its service, whose
 * table {@code routes.txt} gets a line for each route. Static files have no route and are open.
 *
 * <p>And how every service reads its settings and tells what is wrong with them: {@link
 * dev.strand.access.TypedSettings}, {@link dev.strand.access.SettingProblems}.
 *
 * <p>Beans of this package belong to the contexts of the services only.
 */
@Configuration
@Requires(property = "strand.service")
@NullMarked
package dev.strand.access;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
