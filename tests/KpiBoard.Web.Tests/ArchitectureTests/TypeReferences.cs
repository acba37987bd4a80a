using System.Reflection;
using System.Reflection.Emit;

namespace KpiBoard.Web.Tests.ArchitectureTests;

/// <summary>Every type that a type mentions: in what it is, in its members, and in the code of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags Everything =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(System.Reflection.Emit.OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type)
    {
        IEnumerable<Type?> mentioned =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
            .. type.GetMembers(Everything).SelectMany(OfMember),
            .. type.GetMethods(Everything)
                .Cast<MethodBase>()
                .Concat(type.GetConstructors(Everything))
                .SelectMany(OfCode),
        ];
        return mentioned.OfType<Type>().SelectMany(Parts).Distinct();
    }

    private static IEnumerable<Type?> OfMember(MemberInfo member) =>
        [
            member.DeclaringType,
            .. member.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
            .. member switch
            {
                Type nested => [nested],
                FieldInfo field => [field.FieldType],
                PropertyInfo property => [property.PropertyType],
                MethodInfo method => OfSignature(method).Append(method.ReturnType),
                ConstructorInfo constructor => OfSignature(constructor),
                _ => Array.Empty<Type?>(),
            },
        ];

    private static IEnumerable<Type?> OfSignature(MethodBase method) =>
        method
            .GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Concat(method.IsGenericMethod ? method.GetGenericArguments() : []);

    private static IEnumerable<Type?> OfCode(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
        {
            return [];
        }
        var typeArguments = method.DeclaringType?.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. Tokens(code)
                .Select(token => method.Module.ResolveMember(token, typeArguments, methodArguments))
                .OfType<MemberInfo>()
                .SelectMany(OfMember),
        ];
    }

    /// <summary>The metadata tokens among the operands.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var isLong = code[at] == 0xFE;
            var operation = OpCodes[isLong ? (short)((0xFE << 8) | code[at + 1]) : code[at]];
            at += isLong ? 2 : 1;
            if (
                operation.OperandType
                is OperandType.InlineMethod
                    or OperandType.InlineField
                    or OperandType.InlineType
                    or OperandType.InlineTok
            )
            {
                yield return BitConverter.ToInt32(code, at);
            }
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }
        if (type.IsGenericParameter)
        {
            return [];
        }
        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }
}
