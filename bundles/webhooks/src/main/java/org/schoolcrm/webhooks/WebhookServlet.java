package org.schoolcrm.webhooks;

import java.io.IOException;
import java.util.List;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import org.schoolcrm.http.edge.jaxrs.JaxrsServlet;

/** Serves {@code /hooks/*} on a bus of its own: banks and message providers call while the API is updated. */
public final class WebhookServlet extends JaxrsServlet {

    private static final long serialVersionUID = 1;

    public WebhookServlet(BankHooks banks, MessageHooks messages) {
        super(List.of(banks, messages), List.of(new RawCallProvider(), new RefusedCalls()));
    }

    /** A body that breaks off or is too slow ends here, as in any servlet, so that the container closes the connection. */
    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        super.service(RawCall.read((HttpServletRequest) request), response);
    }
}
