package org.schoolcrm.rest.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.apache.cxf.jaxrs.JAXRSServiceImpl;
import org.apache.cxf.jaxrs.model.AbstractResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;

/** The description of the whole API. */
@Path("/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

    @GET
    public ObjectNode show() {
        return OpenApi.of(served());
    }

    /** Whatever classes are served beside this one. */
    private static List<Class<?>> served() {
        var service =
                (JAXRSServiceImpl) JAXRSUtils.getCurrentMessage().getExchange().getService();
        return service.getClassResourceInfos().stream()
                .<Class<?>>map(AbstractResourceInfo::getServiceClass)
                .toList();
    }
}
