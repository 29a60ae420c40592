package org.schoolcrm.host.demo.web;

import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Serves the files of contributions under {@code /ui/x/<bundle>/<version>/…}; a version never changes. */
public final class ContributionServlet extends HttpServlet {

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "png", "image/png");

    private final transient Contributions contributions;

    public ContributionServlet(Contributions contributions) {
        this.contributions = contributions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var parts = String.valueOf(request.getPathInfo()).split("/", 4);
        var contribution =
                parts.length < 4 ? null : contributions.find(parts[1]).orElse(null);
        var type = TYPES.get(request.getRequestURI().replaceAll(".*\\.", ""));
        if (contribution == null
                || type == null
                || !contribution.version().equals(parts[2])
                || parts[3].contains("..")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var file = contribution.bundle().getEntry("/ui/" + parts[3]);
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(type);
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (var stream = file.openStream()) {
            stream.transferTo(response.getOutputStream());
        }
    }
}
