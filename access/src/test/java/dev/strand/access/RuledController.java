package dev.strand.access;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** A route for each rule, and one without. */
@Controller("/rule")
class RuledController {
    @Get("/open")
    @Secured(SecurityRule.IS_ANONYMOUS)
    String open() {
        return "open";
    }

    @Get("/viewer")
    @Secured(Roles.VIEWER)
    String viewer() {
        return "viewer";
    }

    @Get("/submitter")
    @Secured(Roles.SUBMITTER)
    String submitter() {
        return "submitter";
    }

    @Get("/operator")
    @Secured(Roles.OPERATOR)
    String operator() {
        return "operator";
    }

    @Get("/none")
    String none() {
        return "none";
    }
}
