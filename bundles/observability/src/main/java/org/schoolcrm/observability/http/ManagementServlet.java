package org.schoolcrm.observability.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The same at the address that payers use: whether the node is ready, or everything where the management address is off, as
 * in a guest whose host guards such addresses itself.
 */
public final class ManagementServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient ManagementPages pages;
    private final boolean whole;

    public ManagementServlet(ManagementPages pages, String managementAddress) {
        this.pages = pages;
        this.whole = managementAddress.isBlank();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        var answer = whole ? pages.at(path) : pages.inPublicAt(path);
        if (answer.equals(Answer.NOT_FOUND)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setStatus(answer.status());
        response.setContentType(answer.type());
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
