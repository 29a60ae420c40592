package org.schoolcrm.webhooks;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers calls that reach no resource, or a resource that broke, in the words that callers have always heard. */
public final class RefusedCalls implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException) {
            // the address is always found, so that only the verb can be wrong
            var call = RawCallProvider.of(JAXRSUtils.getCurrentMessage());
            return call.isOfAccount() ? HookResource.notAllowed() : HookResource.notFound();
        }
        LOG.error("A webhook could not be received; it is asked to come again", failure);
        return HookResource.answer(HookResource.later());
    }
}
