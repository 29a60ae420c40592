package org.schoolcrm.http.edge;

import java.io.IOException;
import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;

/** Another servlet, whose requests are counted; while it is being withdrawn new ones are told to come again. */
public final class DrainedServlet implements Servlet {

    private static final String COME_BACK_SECONDS = "10";

    private final Servlet servlet;
    private final InFlight requests;

    public DrainedServlet(Servlet servlet, InFlight requests) {
        this.servlet = servlet;
        this.requests = requests;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        if (!requests.enter()) {
            var answer = (HttpServletResponse) response;
            answer.setHeader("Retry-After", COME_BACK_SECONDS);
            answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            servlet.service(request, response);
        } finally {
            requests.leave();
        }
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
