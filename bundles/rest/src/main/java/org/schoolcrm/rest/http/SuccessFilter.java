package org.schoolcrm.rest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;

/** Tells what was made from what was only begun, and where either is found; a repeated request is told the same. */
public class SuccessFilter implements ContainerResponseFilter {

    private static final ObjectMapper MAPPER = Json.mapper();
    private static final Pattern FIELD = Pattern.compile("\\{([a-z.]+)}");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var operation = JAXRSUtils.getCurrentMessage().getExchange().get(OperationResourceInfo.class);
        if (operation == null || response.getStatus() >= 300) {
            return;
        }
        var method = operation.getAnnotatedMethod();
        new Resource(method.getDeclaringClass(), method).success().ifPresent(success -> {
            response.setStatus(success.status());
            if (!success.address().isEmpty()) {
                var base = request.getUriInfo().getBaseUri().getRawPath().replaceFirst("/$", "");
                JsonNode made = MAPPER.valueToTree(response.getEntity());
                response.getHeaders().putSingle("Location", base + filled(success.address(), made));
            }
        });
    }

    private static String filled(String address, JsonNode made) {
        return FIELD.matcher(address)
                .replaceAll(field -> Matcher.quoteReplacement(
                        made.at("/" + field.group(1).replace('.', '/')).asText()));
    }
}
