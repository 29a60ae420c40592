package org.schoolcrm.mail.catcher;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Shows what was caught at {@code /demo/mail}: a list, and each mail as the reader sees it, as text and as it came. */
public final class MailServlet extends HttpServlet {

    private static final int SHOWN = 200;
    private static final Pattern MAIL = Pattern.compile("/(\\d{1,9})(.*)");
    /** A mail's own pictures and scripts stay where they are: nothing is loaded, and only the sandbox shows it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final transient MailCatcher catcher;

    public MailServlet(MailCatcher catcher) {
        this.catcher = catcher;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", POLICY);
        if (path.equals("/")) {
            response.getWriter().write(MailPages.list(catcher.newest(SHOWN), catcher.count()));
            return;
        }
        var page = page(path);
        if (page.isPresent()) {
            response.getWriter().write(page.get());
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Optional<String> page(String path) {
        var address = MAIL.matcher(path);
        if (!address.matches()) {
            return Optional.empty();
        }
        return MailView.at(address.group(2))
                .flatMap(view ->
                        catcher.find(Integer.parseInt(address.group(1))).map(mail -> MailPages.one(mail, view)));
    }
}
