package org.schoolcrm.http.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.schoolcrm.runtime.api.Meters;

/**
 * Another servlet, whose answers are timed by resource and class of status. A resource is the first part of a path, once it
 * has answered well: what a stranger makes up becomes no label.
 */
public final class TimedServlet implements Servlet {

    private static final Pattern RESOURCE = Pattern.compile("/([a-z][a-z-]{0,40})(?:/.*)?");
    private static final String OTHER = "other";
    private static final int MOST = 100;

    private final Servlet servlet;
    private final Meters meters;
    private final String edge;
    private final boolean hasResources;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Under the edge's name.
     *
     * @param hasResources whether the first part of a path is no secret and names one of few
     */
    public TimedServlet(Servlet servlet, Meters meters, String edge, boolean hasResources) {
        this.servlet = servlet;
        this.meters = meters;
        this.edge = edge;
        this.hasResources = hasResources;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        long start = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            servlet.service(request, response);
            status = ((HttpServletResponse) response).getStatus();
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            var resource = resource((HttpServletRequest) request, status);
            meters.time(took, "crm.http", "edge", edge, "resource", resource, "status", status / 100 + "xx");
        }
    }

    private String resource(HttpServletRequest request, int status) {
        var path = RESOURCE.matcher(Objects.requireNonNullElse(request.getPathInfo(), ""));
        if (!hasResources || !path.matches()) {
            return OTHER;
        }
        var name = path.group(1);
        if (status < HttpServletResponse.SC_BAD_REQUEST && known.size() < MOST) {
            known.add(name);
        }
        return known.contains(name) ? name : OTHER;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        servlet.init(config);
    }

    @Override
    public ServletConfig getServletConfig() {
        return servlet.getServletConfig();
    }

    @Override
    public String getServletInfo() {
        return servlet.getServletInfo();
    }

    @Override
    public void destroy() {
        servlet.destroy();
    }
}
