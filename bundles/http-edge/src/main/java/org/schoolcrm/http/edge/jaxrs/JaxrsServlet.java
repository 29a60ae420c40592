package org.schoolcrm.http.edge.jaxrs;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;
import java.util.Objects;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.io.DelegatingInputStream;
import org.apache.cxf.jaxrs.JAXRSInvoker;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.transport.http.DestinationRegistry;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.cxf.transport.servlet.ServletController;
import org.jspecify.annotations.Nullable;

/**
 * JAX-RS resources in a servlet with a bus and a registry of its own, so that it shares no state with other edges: one of
 * them can be replaced while the others serve.
 */
public class JaxrsServlet extends CXFNonSpringServlet {

    private static final long serialVersionUID = 1;

    private final transient DestinationRegistry registry;
    private final transient Server server;

    public JaxrsServlet(List<?> resources, List<?> providers) {
        this(resources, providers, new JAXRSInvoker());
    }

    public JaxrsServlet(List<?> resources, List<?> providers, JAXRSInvoker invoker) {
        this(new DestinationRegistryImpl(), newBus(), resources, providers, invoker);
    }

    private JaxrsServlet(
            DestinationRegistry registry, Bus bus, List<?> resources, List<?> providers, JAXRSInvoker invoker) {
        super(registry, bus);
        this.registry = registry;
        var factory = new JAXRSServerFactoryBean();
        factory.setBus(bus);
        factory.setDestinationFactory(new HTTPTransportFactory(registry));
        factory.setAddress("/");
        factory.setServiceBeans(List.copyOf(resources));
        factory.setProviders(List.copyOf(providers));
        factory.setInvoker(invoker);
        factory.getInInterceptors().add(new Unawaited());
        this.server = factory.create();
    }

    /** Making a bus makes it the thread's own, and a thread of the container's would keep it for ever. */
    private static Bus newBus() {
        var before = BusFactory.getThreadDefaultBus(false);
        try {
            return new CXFBusFactory().createBus();
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        var asked = (HttpServletRequest) request;
        boolean plain = asked.getPathInfo() != null && isKnown(asked.getCharacterEncoding());
        invoke(plain ? asked : new Understandable(asked), (HttpServletResponse) response);
    }

    private static boolean isKnown(@Nullable String encoding) {
        try {
            return encoding == null || Charset.isSupported(encoding);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** Without the page that lists services. */
    @Override
    protected ServletController createServletController(ServletConfig config) {
        return new Unlisted(registry, config);
    }

    /** The container may take the servlet out and in again: what it stands on lasts until {@link #close}. */
    @Override
    public void destroy() {}

    public void close() {
        server.destroy();
        getBus().shutdown(true);
    }

    /** CXF reads what is left of a body before it answers; a refusal would wait for all of it, as slowly as it comes. */
    private static final class Unawaited extends AbstractPhaseInterceptor<Message> {

        Unawaited() {
            super(Phase.RECEIVE);
        }

        @Override
        public void handleMessage(Message message) {
            message.removeContent(DelegatingInputStream.class);
        }
    }

    private static final class Unlisted extends ServletController {

        Unlisted(DestinationRegistry registry, ServletConfig config) {
            super(registry, config, new HttpServlet() {});
            isHideServiceList = true;
        }
    }

    /**
     * A request that CXF would break on before any filter could answer: one to the servlet's own address, which has no path,
     * or in an encoding that Java does not have.
     */
    private static final class Understandable extends HttpServletRequestWrapper {

        Understandable(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getPathInfo() {
            return Objects.requireNonNullElse(super.getPathInfo(), "/");
        }

        @Override
        public @Nullable String getCharacterEncoding() {
            var encoding = super.getCharacterEncoding();
            return isKnown(encoding) ? encoding : null;
        }

        /** Filters see the header as it came. */
        @Override
        public @Nullable String getContentType() {
            var type = super.getContentType();
            return type == null || isKnown(super.getCharacterEncoding()) ? type : type.split(";", 2)[0];
        }
    }
}
