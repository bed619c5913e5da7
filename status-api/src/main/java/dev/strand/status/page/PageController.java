package dev.strand.status.page;

import dev.strand.status.problem.Problem;
import dev.strand.status.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The addresses of the page's files; those of its views are found by {@link Page}. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Produces(MediaType.ALL)
class PageController {
    private final Page page;

    PageController(Page page) {
        this.page = page;
    }

    @Get("/")
    HttpResponse<byte[]> index() {
        return file("index.html");
    }

    @Get("/favicon.svg")
    HttpResponse<byte[]> icon() {
        return file("favicon.svg");
    }

    @Get("/theme.js")
    HttpResponse<byte[]> theme() {
        return file("theme.js");
    }

    @Get("/assets/{name}")
    HttpResponse<byte[]> asset(String name) {
        return file("assets/" + name);
    }

    private HttpResponse<byte[]> file(String path) {
        HttpResponse<byte[]> found = page.file(path);
        if (found == null) {
            throw new ProblemException(
                    Problem.unknown(
                            "the page has no file "
                                    + path
                                    + "; a build with -DskipDashboard has no page at all"));
        }
        return found;
    }
}
