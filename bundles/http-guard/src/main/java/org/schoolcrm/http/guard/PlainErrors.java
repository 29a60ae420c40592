package org.schoolcrm.http.guard;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said when nobody else has answered: no stack trace, no version, the same headers as everywhere. */
public final class PlainErrors extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(PlainErrors.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        SecurityHeaders.put(request, response);
        try {
            Refusals.answer(request, response, status);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Nobody is there any more to hear {}", status, e);
        }
    }
}
