package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** Keys that are SpEL: {@code #argument}, or text with <code>#{...}</code> inside. */
final class KeyExpressions {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final BeanFactory beans;

    KeyExpressions(BeanFactory beans) {
        this.beans = beans;
    }

    static boolean isExpression(String key) {
        return key.startsWith("#") || key.contains("#{");
    }

    /** @throws org.springframework.expression.ParseException if it is no SpEL */
    Function<MethodInvocation, @Nullable Object> parse(String key) {
        Expression expression = key.contains("#{")
                ? PARSER.parseExpression(key, ParserContext.TEMPLATE_EXPRESSION)
                : PARSER.parseExpression(key);
        return call -> evaluate(expression, call);
    }

    private @Nullable Object evaluate(Expression expression, MethodInvocation call) {
        Object target = call.getThis();
        Method method =
                target == null ? call.getMethod() : AopUtils.getMostSpecificMethod(call.getMethod(), target.getClass());
        Root root = new Root(target, method, Arrays.asList(call.getArguments()));
        MethodBasedEvaluationContext context =
                new MethodBasedEvaluationContext(root, method, call.getArguments(), NAMES);
        context.setBeanResolver(new BeanFactoryResolver(beans));
        return expression.getValue(context);
    }

    /** What an expression sees without a {@code #}. */
    record Root(@Nullable Object target, Method method, List<@Nullable Object> args) {}
}
