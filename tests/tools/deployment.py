"""Reads the files of deploy/ with a parser of YAML and looks for what each must say."""

import pathlib
import re
import sys

import yaml

folder = pathlib.Path(sys.argv[1])


def check_compose(text):
    """Services that exist, volumes and networks that are declared, closed containers."""
    compose = yaml.safe_load(text)
    services = compose["services"]
    for name, service in services.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (folder / source).exists(), f"{name}: {source} is not there"
            else:
                assert source in compose["volumes"], f"{name}: volume {source}"
        for network in service.get("networks", []):
            assert network in compose["networks"], f"{name}: network {network}"
        for other in service.get("depends_on", []):
            assert other in services, f"{name}: depends on {other}"
        if service.get("image") == "kuntavaaka":
            assert service["read_only"] and service["cap_drop"] == ["ALL"], name
    stated = set(re.findall(r"\$\{(\w+)\}", text))
    example = (folder / "passwords.example").read_text()
    assert stated == set(re.findall(r"^(\w+)=", example, re.M)), stated
    return len([s for s in services.values() if "profiles" not in s])


def check_kubernetes(text):
    """Selectors that find their pods, and pods that may write nothing but their volume."""
    objects = list(yaml.safe_load_all(text))
    by_kind = {o["kind"]: o for o in objects}
    labels = by_kind["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert by_kind["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert by_kind["Service"]["spec"]["selector"] == labels
    assert by_kind["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    job = by_kind["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    for pod in (by_kind["Deployment"]["spec"]["template"]["spec"], job):
        assert pod["securityContext"]["runAsNonRoot"] is True
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            volumes = {volume["name"] for volume in pod["volumes"]}
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
    server = by_kind["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert server[probe]["httpGet"]["path"].startswith("/health/"), probe
    return len(objects)


def must_fail(check, text, what):
    """A check that cannot fail holds nothing."""
    try:
        check(text)
    except (AssertionError, KeyError, yaml.YAMLError):
        return
    sys.exit(f"not found: {what}")


compose = (folder / "compose.yaml").read_text()
kubernetes = (folder / "kubernetes.yaml").read_text()
services, objects = check_compose(compose), check_kubernetes(kubernetes)
must_fail(check_compose, compose.replace("  releases:\n", "", 1), "a volume that is not declared")
must_fail(check_compose, compose.replace("cap_drop: [ALL]", "cap_drop: []"), "capabilities")
must_fail(check_compose, compose.replace("x-server: &server", "x-server: &other"), "an anchor")
must_fail(check_kubernetes, kubernetes.replace("readOnlyRootFilesystem: true", "a: b"), "writing")
must_fail(check_kubernetes, kubernetes.replace("name: data, mount", "name: d, mount"), "a volume")
print(f"{services} services, {objects} objects")
