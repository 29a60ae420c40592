package org.schoolcrm.itests.application;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.osgi.framework.BundleContext;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Puts bundles together in one JVM by their own Blueprint files, so that a plain test runs the wiring that ships. */
public final class Wiring implements AutoCloseable {

    private final Map<Class<?>, List<Object>> services = new HashMap<>();
    private final Map<String, Function<Object[], Object>> standIns = new HashMap<>();
    private final Map<Class<?>, UnaryOperator<Object>> covers = new HashMap<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();

    Wiring() {}

    public <T> Wiring offer(Class<T> type, T service) {
        live(type).add(service);
        return this;
    }

    /** The object takes the place of every bean of that class. */
    public Wiring standIn(Class<?> bean, Object standIn) {
        return standIn(bean, arguments -> standIn);
    }

    /** What is made of the bean's arguments takes the place of every bean of that class. */
    public Wiring standIn(Class<?> bean, Function<Object[], Object> maker) {
        standIns.put(bean.getName(), maker);
        return this;
    }

    /** Whoever needs the service gets what is made of it. */
    public <T> Wiring cover(Class<T> type, UnaryOperator<T> cover) {
        covers.put(type, service -> cover.apply(type.cast(service)));
        return this;
    }

    public <T> T the(Class<T> type) {
        var found = all(type);
        if (found.isEmpty()) {
            throw new IllegalStateException("Nobody offers " + type.getName());
        }
        return type.cast(found.get(0));
    }

    <T> List<T> all(Class<T> type) {
        return live(type).stream().map(type::cast).toList();
    }

    void without(Class<?> type, Runnable work) {
        var offered = live(type);
        var taken = List.copyOf(offered);
        offered.clear();
        try {
            work.run();
        } finally {
            offered.addAll(taken);
        }
    }

    /** Grows and shrinks with the services, as a Blueprint reference list does. */
    private List<Object> live(Class<?> type) {
        return services.computeIfAbsent(type, key -> new CopyOnWriteArrayList<>());
    }

    /** Starts the bundle, all but what it offers to a web container. */
    void start(String bundle, Map<String, String> settings) {
        new Plan(BlueprintFile.read(bundle), settings).offerServices();
    }

    /** What a bundle offers to a web container under that id. */
    Object servlet(String bundle, String id) {
        return new Plan(BlueprintFile.read(bundle), Map.of()).bean(id);
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        closing.clear();
    }

    /** One Blueprint file on its way to objects; beans are made when they are first asked for. */
    private final class Plan {

        private final Document file;
        private final Map<String, String> settings = new HashMap<>();
        private final Map<String, Object> made = new HashMap<>();

        Plan(Document file, Map<String, String> settings) {
            this.file = file;
            elements("cm:property")
                    .forEach(entry -> this.settings.put(entry.getAttribute("name"), entry.getAttribute("value")));
            this.settings.putAll(settings);
        }

        void offerServices() {
            var offers = elements("service");
            if (offers.isEmpty()) {
                elements("bean").forEach(bean -> bean(bean.getAttribute("id")));
            }
            for (var service : offers) {
                var type = service.getAttribute("interface");
                if (!type.equals("javax.servlet.Servlet") && !type.endsWith("UiContribution")) {
                    var offered = bean(service.getAttribute("ref"));
                    live(BlueprintFile.load(type))
                            .add(covers.getOrDefault(BlueprintFile.load(type), same -> same)
                                    .apply(offered));
                }
            }
        }

        private List<Object> list(Element list) {
            return BlueprintFile.children(list, "").stream()
                    .map(one -> one.getTagName().equals("ref") ? bean(one.getAttribute("component-id")) : object(one))
                    .toList();
        }

        private Object bean(String id) {
            if (id.equals("blueprintBundleContext")) {
                return emptyContainer();
            }
            var present = made.get(id);
            if (present == null) {
                present = make(element(id));
                made.put(id, present);
            }
            return present;
        }

        /** A container in which there is nothing to track. */
        private static BundleContext emptyContainer() {
            return (BundleContext) Proxy.newProxyInstance(
                    Wiring.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, with) -> null);
        }

        private Object make(Element plan) {
            return switch (plan.getTagName()) {
                case "reference" -> the(BlueprintFile.load(plan.getAttribute("interface")));
                case "reference-list" -> live(BlueprintFile.load(plan.getAttribute("interface")));
                case "bean" -> object(plan);
                default -> throw new IllegalStateException("What is a " + plan.getTagName() + "?");
            };
        }

        private Object object(Element plan) {
            var name = plan.getAttribute("class");
            if (plan.hasAttribute("depends-on")) {
                bean(plan.getAttribute("depends-on"));
            }
            var arguments = BlueprintFile.children(plan, "argument");
            try {
                if (standIns.containsKey(name)) {
                    return standIns.get(name)
                            .apply(values(arguments, constructor(BlueprintFile.load(name), arguments)));
                }
                var bean = plan.hasAttribute("factory-method")
                        ? byFactory(BlueprintFile.load(name), plan.getAttribute("factory-method"), arguments)
                        : byConstructor(BlueprintFile.load(name), arguments);
                if (plan.hasAttribute("destroy-method")) {
                    closing.push(() -> call(bean, plan.getAttribute("destroy-method")));
                }
                if (plan.hasAttribute("init-method")) {
                    call(bean, plan.getAttribute("init-method"));
                }
                return bean;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(name, e);
            }
        }

        private Object byConstructor(Class<?> type, List<Element> arguments) throws ReflectiveOperationException {
            var constructor = constructor(type, arguments);
            return constructor.newInstance(values(arguments, constructor));
        }

        private static Constructor<?> constructor(Class<?> type, List<Element> arguments) {
            return Arrays.stream(type.getConstructors())
                    .filter(one -> one.getParameterCount() == arguments.size())
                    .findFirst()
                    .orElseThrow();
        }

        private Object byFactory(Class<?> type, String name, List<Element> arguments)
                throws ReflectiveOperationException {
            var method = Arrays.stream(type.getMethods())
                    .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments.size())
                    .findFirst()
                    .orElseThrow();
            return method.invoke(null, values(arguments, method));
        }

        private Object[] values(List<Element> arguments, Executable target) {
            var types = target.getParameterTypes();
            return IntStream.range(0, types.length)
                    .mapToObj(i -> value(arguments.get(i), types[i]))
                    .toArray();
        }

        private Object value(Element argument, Class<?> type) {
            if (argument.hasAttribute("ref")) {
                return bean(argument.getAttribute("ref"));
            }
            if (type == List.class) {
                return list(BlueprintFile.children(argument, "list").get(0));
            }
            var text = argument.getAttribute("value");
            var value = text.startsWith("${") ? settings.get(text.substring(2, text.length() - 1)) : text;
            return switch (type.getSimpleName()) {
                case "String" -> value;
                case "int" -> Integer.valueOf(value);
                case "long" -> Long.valueOf(value);
                case "boolean" -> Boolean.valueOf(value);
                default ->
                    Arrays.stream(type.getEnumConstants())
                            .filter(one -> one.toString().equals(value))
                            .findFirst()
                            .orElseThrow();
            };
        }

        private void call(Object bean, String method) {
            try {
                bean.getClass().getMethod(method).invoke(bean);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(bean + "." + method, e);
            }
        }

        private Element element(String id) {
            return BlueprintFile.children(file.getDocumentElement(), "").stream()
                    .filter(one -> one.getAttribute("id").equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No such bean: " + id));
        }

        private List<Element> elements(String tag) {
            var nodes = file.getElementsByTagName(tag);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        }
    }
}
